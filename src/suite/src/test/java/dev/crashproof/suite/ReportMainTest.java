package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import dev.crashproof.environment.Description;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.report.RunDirectory;
import dev.crashproof.report.ScenarioRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportMainTest {
  private static final String NOON = "2026-11-23T12:00:00Z";

  private static void main(Path reports, String baseline) {
    main(reports, baseline, "whole");
  }

  private static void main(Path reports, String baseline, String scope) {
    ReportMain.main(new String[] {reports.toString(), NOON, baseline, scope});
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
  void aPartMissesNothingThatItWasNotAskedForAndLeavesTheReportsAlone(@TempDir Path reports)
      throws IOException {
    RunDirectory run = begun(reports);
    run.save(drained(Verdict.valid("effects", "each once")));

    main(reports, "keep", "part");

    assertThat(reports.resolve("adr-006.md")).doesNotExist();
    assertThat(reports.resolve("results.json")).doesNotExist();
    assertThat(Files.readString(run.path().resolve("adr-006.md")))
        .contains("(in part)", "| drain |")
        .doesNotContain("Startup Time", "| mid-timer | DurableDemo", "UNKNOWN**");
    assertThat(run.path().resolve("results.json")).isRegularFile();
  }

  @Test
  void aPartThatMeasuresNothingIsAsGoodAsItsTests(@TempDir Path reports) {
    RunDirectory run = begun(reports);

    main(reports, "keep", "part");

    run.failedTest("BadInputIT.aWorkerThatNeverPolls", "it hung");
    assertThatThrownBy(() -> main(reports, "keep", "part"))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessage("Test BadInputIT.aWorkerThatNeverPolls failed: it hung");
  }

  @Test
  void whatAPartWasAskedForMustBeValid(@TempDir Path reports) {
    begun(reports).save(drained(Verdict.invalid("effects", "one is lost")));

    assertThatThrownBy(() -> main(reports, "keep", "part"))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessageContaining("Scenario drain is INVALID");
  }

  @Test
  void whatAPartTriedInVainIsTold(@TempDir Path reports) {
    begun(reports).missing(AdrSuite.DRAIN.id(), "UNSUPPORTED: nothing can be drained");

    assertThatThrownBy(() -> main(reports, "keep", "part"))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessageContaining("UNSUPPORTED: nothing can be drained");
  }

  @Test
  void aPartWithoutAnEnvironmentIsNoPass(@TempDir Path reports) {
    RunDirectory run = RunDirectory.create(reports, Instant.parse(NOON));
    run.save(AdrSuite.plan(Depth.NORMAL));
    run.missing("environment", "no Docker engine answers");

    assertThatThrownBy(() -> main(reports, "keep", "part"))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessage("Nothing was measured: no environment came up: no Docker engine answers");
  }

  @Test
  void aPartIsNoBaseline(@TempDir Path reports) {
    begun(reports);

    assertThatThrownBy(() -> main(reports, "accept", "part"))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessage(
            "a part of the run can't be the baseline (crashproof.baseline=accept): run the whole,"
                + " without -Dit.test");
  }

  private static RunDirectory begun(Path reports) {
    RunDirectory run = RunDirectory.create(reports, Instant.parse(NOON));
    run.save(AdrSuite.plan(Depth.NORMAL));
    run.save(Facts.of(new Description("containers", "temporal", "1", "postgres", "1", true, "")));
    return run;
  }

  private static ScenarioRecord drained(Verdict verdict) {
    return ScenarioRecord.of(
        AdrSuite.DRAIN,
        1,
        new Evidence(
            new History(List.of()),
            new EventHistory("w", "r", List.of()),
            Ledger.empty(),
            Optional.empty()),
        new Judgement(List.of(verdict)));
  }

  @Test
  void theStackIsSpared() {
    assertThatThrownBy(() -> ReportMain.main(new String[] {}))
        .isInstanceOf(ReportMain.NotPassed.class)
        .hasMessageContaining("run it through `mvn verify`")
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }
}
