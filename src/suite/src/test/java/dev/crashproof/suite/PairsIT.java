package dev.crashproof.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.report.FaultPlan.PlannedPair;
import dev.crashproof.report.TrialRecord;
import dev.crashproof.trial.Trial;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Double faults: each fault strikes while the workload recovers from each other, at the first task
 * of the workflow that is handed over since. {@code -Dcrashproof.pair=kill-then-} plays those whose
 * ids begin so.
 */
@ExtendWith(SuiteExtension.class)
@Tag("any-backend")
@Order(8)
class PairsIT {
  private static final int LANES = 8;
  private static final int TRIES = 3;
  private static final Chosen CHOSEN = Chosen.beginning("crashproof.pair");
  private static final Duration OUTAGE = Duration.ofSeconds(2);

  private static final List<Fault> FAULTS =
      List.of(
          new Fault.Kill(),
          new Fault.Pause(false),
          new Fault.RepliesLost(OUTAGE),
          new Fault.OutOfMemory(),
          new Fault.Terminate(Duration.ofMillis(300)),
          new Fault.NetworkCut(OUTAGE),
          new Fault.ServerRestart(),
          new Fault.DatabaseRestart());
  // Of processes and network, and none that the lanes have to wait for each other for.
  private static final int SOME = 3;

  @TestFactory
  Stream<DynamicTest> eachFaultWhileRecoveringFromEachOther(SuiteRun suite) {
    Share share = suite.depth().faults();
    assumeTrue(share != Share.NONE, "left out at this depth");
    assumeTrue(suite.sticky(), "UNSUPPORTED: double faults need a real Temporal server");
    CHOSEN.check(all(share).map(Trial::id).toList());
    Trials trials = new Trials(suite, TrialRecord.PAIRS, LANES);
    TrialTests tests = new TrialTests();
    List<Trial> pairs = new ArrayList<>();
    for (Trial pair : pairs(share)) {
      trials
          .unsupported(pair)
          .ifPresentOrElse(
              why -> {
                suite.facts().save(TrialFacts.unsupported(TrialRecord.PAIRS, pair, why));
                tests.unsupported(pair, why);
              },
              () -> pairs.add(pair));
    }

    tests.played(trials.play(pairs, TRIES, run -> TrialFacts.save(suite, TrialRecord.PAIRS, run)));
    return tests.all();
  }

  /** The ordered pairs of that depth, for the plan. */
  static List<PlannedPair> planned(Share share) {
    return pairs(share).stream()
        .map(
            pair -> {
              List<PlannedFault> faults = pair.schedule().faults();
              return new PlannedPair(faults.get(0).fault().kind(), faults.get(1).fault().kind());
            })
        .toList();
  }

  private static List<Trial> pairs(Share share) {
    return all(share).filter(pair -> CHOSEN.has(pair.id())).toList();
  }

  private static Stream<Trial> all(Share share) {
    List<Fault> faults =
        switch (share) {
          case NONE -> List.of();
          case SOME -> FAULTS.subList(0, SOME);
          case ALL -> FAULTS;
        };
    return faults.stream().flatMap(first -> faults.stream().map(second -> pair(first, second)));
  }

  private static Trial pair(Fault first, Fault second) {
    DemoRun demo = new DemoRun("pairs", Duration.ofMillis(200), 5, Duration.ofMillis(100));
    return new Trial(
        first.kind() + "-then-" + second.kind(),
        Workload.of(demo.on("pairs")).onServedWorker(),
        demo.expectation(),
        Schedule.of(
            new PlannedFault(
                first,
                new When.AtBoundary(
                    Boundary.parse("before RespondActivityTaskCompleted process_data#1"))),
            new PlannedFault(second, new When.Recovering())));
  }
}
