package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.report.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportMainTest {
  private static final String NOON = "2026-11-23T12:00:00Z";

  private static void main(Path reports, String baseline) {
    ReportMain.main(new String[] {reports.toString(), NOON, baseline});
  }

  @Test
  void aRunThatSavedNothingIsNoPass(@TempDir Path reports) {
    assertThatThrownBy(() -> main(reports, "keep"))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessageStartingWith("there is nothing to report");
  }

  @Test
  void aRunWithoutAnEnvironmentIsReportedAndNoPass(@TempDir Path reports) throws IOException {
    RunDirectory run = RunDirectory.create(reports, Instant.parse(NOON));
    run.save(AdrSuite.plan(Depth.NORMAL));
    run.missing("environment", "no Docker engine answers");

    assertThatThrownBy(() -> main(reports, "keep"))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessage("Nothing was measured: no environment came up: no Docker engine answers");
    assertThat(Files.readString(reports.resolve("adr-006.md")))
        .contains("| Startup Time | < 2s | **UNKNOWN**: ")
        .contains("no Docker engine answers");
    assertThat(reports.resolve("results.json")).isRegularFile();
  }

  @Test
  void aWordThatSaysNothingOfTheBaselineIsRefused(@TempDir Path reports) {
    assertThatThrownBy(() -> main(reports, "acept"))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessage(
            "crashproof.baseline is 'acept', which says nothing of the baseline: use keep or"
                + " accept");
  }

  @Test
  void theStackIsSpared() {
    assertThatThrownBy(() -> ReportMain.main(new String[] {}))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessageContaining("run it through `mvn verify`")
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }
}
