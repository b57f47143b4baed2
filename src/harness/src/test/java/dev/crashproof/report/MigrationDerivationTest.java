package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.report.MigrationFacts.MigratedRun;
import dev.crashproof.report.MigrationFacts.ReplayedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration is good only where every promise of it shows in what was saved. */
class MigrationDerivationTest {
  private static final ReplayedRun FITS = replay(true, ReplayedRun.Outcome.CAME_THROUGH);
  private static final ReplayedRun REFUSED = replay(false, ReplayedRun.Outcome.REFUSED);

  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
  }

  @Test
  void isToldWithItsNumbers() throws IOException {
    MigrationResult result = derived(2, Demo.VALID, FITS, REFUSED);

    assertThat(result.verdict()).isEqualTo(Validity.VALID);
    assertThat(result.reasons()).isEmpty();
    assertThat(result.killsByWorker()).isEqualTo(Map.of("a", 1, "b", 1));
    assertThat(result)
        .extracting(
            MigrationResult::workflows,
            MigrationResult::straddled,
            MigrationResult::effects,
            MigrationResult::lost,
            MigrationResult::twice,
            MigrationResult::replayed,
            MigrationResult::refused)
        .containsExactly(1, 1, 1, 0, 0, 1, 1);
    assertThat(Files.readString(reports.resolve("demo.md")))
        .contains("killed 2 times (a 1, b 1), at moments that the seed 42 drew")
        .contains("| 2 (2) | 1 | 1 | 1 | 0 | 0 | 1 | 1 | **VALID** |");
    assertThat(JsonFiles.read(reports.resolve("results.json"), Results.class).migration())
        .hasValue(result);
  }

  @Test
  void aLossOrADuplicateBreaksIt() {
    assertThat(derived(2, Verdict.invalid("lost", "one is gone"), FITS, REFUSED))
        .extracting(MigrationResult::lost, MigrationResult::twice, MigrationResult::verdict)
        .containsExactly(1, 0, Validity.INVALID);
    assertThat(derived(2, Verdict.invalid("duplicates", "it is there twice"), FITS, REFUSED))
        .extracting(MigrationResult::lost, MigrationResult::twice, MigrationResult::verdict)
        .containsExactly(0, 1, Validity.INVALID);
  }

  @Test
  void killsThatDidNotStrikeAreTooFew() {
    MigrationResult result = derived(3, Demo.VALID, FITS, REFUSED);

    assertThat(result.verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(result.reasons()).containsExactly("2 workers were killed, fewer than 3");
  }

  @Test
  void aReplayThatDoesNotFitOrOneThatShouldNotBreaksIt() {
    assertThat(derived(2, Demo.VALID, replay(true, ReplayedRun.Outcome.REFUSED), REFUSED).verdict())
        .isEqualTo(Validity.INVALID);
    MigrationResult lenient =
        derived(2, Demo.VALID, FITS, replay(false, ReplayedRun.Outcome.CAME_THROUGH));
    assertThat(lenient.verdict()).isEqualTo(Validity.INVALID);
    assertThat(lenient.reasons().get(0)).contains("which must be refused, on verification");
  }

  @Test
  void withoutReplaysNobodyCanTell() {
    assertThat(derived(2, Demo.VALID).verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(
            derived(2, Demo.VALID, FITS, REFUSED, replay(true, ReplayedRun.Outcome.NOT_ASKED))
                .verdict())
        .isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void oneThatIsNotGoodFailsTheRun() {
    derived(3, Demo.VALID, FITS, REFUSED);

    assertThat(Gate.failures(ReportWriter.write(run, reports, Optional.empty())))
        .contains("The migration is UNKNOWN: 2 workers were killed, fewer than 3.");
  }

  private MigrationResult derived(int plannedKills, Verdict verdict, ReplayedRun... replays) {
    run.save(Demo.plan());
    run.save(Demo.environment("containers", "Xeon"));
    run.save(Demo.scenario(1, verdict));
    run.save(
        new MigrationFacts(
            Demo.MID_TIMER.id(),
            42,
            plannedKills,
            new History(
                List.of(
                    kill(0, OpKind.INVOKE, "a", "signal", "9"),
                    kill(1, OpKind.OK, "a", "code", "137"),
                    kill(2, OpKind.INVOKE, "b", "signal", "9"),
                    kill(3, OpKind.OK, "b", "code", "137"),
                    // It ended by itself just then.
                    kill(4, OpKind.INVOKE, "c", "signal", "9"),
                    kill(5, OpKind.FAIL, "c", "code", "0"))),
            List.of(new MigratedRun(1, "DemoWorkflow", "default", "1", true)),
            List.of(replays)));
    return ReportWriter.write(run, reports, Optional.empty()).migration().orElseThrow();
  }

  private static Op kill(int index, OpKind kind, String worker, String detail, String value) {
    return new Op(index, index, kind, worker, "kill", Map.of("start", "1", detail, value));
  }

  private static ReplayedRun replay(boolean mustFit, ReplayedRun.Outcome outcome) {
    return new ReplayedRun("wf", "DemoWorkflow", "verification", mustFit, outcome, "it said so");
  }
}
