package dev.crashproof.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.checker.Validity;
import dev.crashproof.environment.SmallVolume;
import dev.crashproof.nemesis.Nemesis;
import dev.crashproof.report.TrialRecord;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import dev.crashproof.workload.RecordingHttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The coverage: every kind of fault at every sort of boundary in every workflow, as {@link
 * FaultMatrix} has it. {@code -Dcrashproof.cell=pause-after-in-approval} plays those whose ids
 * begin so.
 */
@ExtendWith(SuiteExtension.class)
@Tag("any-backend")
@Order(8)
class CoverageIT {
  private static final int LANES = 8;
  private static final int TRIES = 3;
  private static final Chosen CHOSEN = Chosen.beginning("crashproof.cell");

  @TestFactory
  Stream<DynamicTest> eachFaultAtEachSortOfBoundaryInEachWorkflow(SuiteRun suite) {
    assumeTrue(suite.depth().faults() != Share.NONE, "left out at this depth");
    assumeTrue(suite.sticky(), "UNSUPPORTED: faults need a real Temporal server");
    try (RepertoireLanes lanes = new RepertoireLanes(suite, "coverage", LANES)) {
      return play(suite, lanes, FaultMatrix.cells(suite.depth().faults()));
    }
  }

  @TestFactory
  Stream<DynamicTest> fullDiskAtEachSortOfBoundaryInEachWorkflow(SuiteRun suite) {
    assumeTrue(suite.depth().faults() == Share.ALL, "left out at this depth");
    assumeTrue(suite.sticky(), "UNSUPPORTED: faults need a real Temporal server");
    // Whoever has tables on the volume meets the fault, so that nobody else has.
    try (RepertoireLanes lanes =
        suite.environment() instanceof SmallVolume volume
            ? new RepertoireLanes(
                suite,
                "full",
                1,
                () -> volume.newDatabaseOnSmallVolume("full"),
                RecordingHttpService::start)
            : new RepertoireLanes(suite, "full", 1)) {
      return play(suite, lanes, FaultMatrix.onSmallVolume(suite.depth().faults()));
    }
  }

  private static Stream<DynamicTest> play(
      SuiteRun suite, RepertoireLanes lanes, List<FaultMatrix.Cell> cells) {
    CHOSEN.check(ids(suite.depth().faults()));
    Map<String, Repertoire> workloads =
        cells.stream()
            .collect(Collectors.toMap(cell -> cell.trial().id(), FaultMatrix.Cell::workload));
    TrialTests tests = new TrialTests();
    List<Trial> trials = new ArrayList<>();
    for (FaultMatrix.Cell cell : cells) {
      Trial trial = cell.trial();
      if (!CHOSEN.has(trial.id())) {
        continue;
      }
      unsupported(suite, trial)
          .ifPresentOrElse(
              why -> {
                suite.facts().save(TrialFacts.unsupported(TrialRecord.COVERAGE, trial, why));
                tests.unsupported(trial, why);
              },
              () -> trials.add(trial));
    }
    Countdown countdown = new Countdown(suite.console(), "coverage", trials.size());
    tests.played(
        lanes
            .campaign(Repertoire.DEMO.worker(suite))
            .play(trials, TRIES, run -> told(suite, workloads::get, countdown, run)));
    return tests.all();
  }

  /** Of both factories: what one of them has not may be the other's. */
  private static List<String> ids(Share share) {
    return Stream.of(FaultMatrix.cells(share), FaultMatrix.onSmallVolume(share))
        .flatMap(List::stream)
        .map(cell -> cell.trial().id())
        .toList();
  }

  private static void told(
      SuiteRun suite, Function<String, Repertoire> workloads, Countdown countdown, TrialRun run) {
    String id = run.trial().id();
    TrialFacts.save(suite, TrialRecord.COVERAGE, run);
    if (run.judgement().validity() != Validity.VALID) {
      suite
          .console()
          .step(
              "%s, to be played again from %s"
                  .formatted(
                      Trials.words(run),
                      Replays.save(suite, TrialRecord.COVERAGE, workloads.apply(id), run)));
    }
    countdown.one(
        "%s: %s, %.1f s".formatted(id, run.judgement().validity(), run.took().toMillis() / 1e3));
  }

  private static Optional<String> unsupported(SuiteRun suite, Trial trial) {
    return trial.schedule().faults().stream()
        .flatMap(planned -> Nemesis.unsupported(planned.fault(), suite.environment()).stream())
        .findFirst();
  }
}
