package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.checker.Validity;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Double faults: each fault while the worker recovers from each other. */
@ExtendWith(SuiteExtension.class)
@Tag("any-backend")
@Order(8)
class PairsIT {
  private static final int LANES = 8;
  private static final Duration OUTAGE = Duration.ofSeconds(2);

  static final List<Fault> FAULTS =
      List.of(
          new Fault.Kill(),
          new Fault.Terminate(Duration.ofMillis(300)),
          new Fault.Pause(false),
          new Fault.OutOfMemory(),
          new Fault.NetworkCut(OUTAGE),
          new Fault.RepliesLost(OUTAGE),
          new Fault.ServerRestart(),
          new Fault.DatabaseRestart());

  @Test
  void eachFaultWhileRecoveringFromEachOther(SuiteRun suite) {
    assumeTrue(suite.sticky(), "UNSUPPORTED: double faults need a real Temporal server");
    Trials trials = new Trials(suite, "pairs", LANES);
    List<Trial> pairs = new ArrayList<>();
    String only = System.getProperty("crashproof.pair", "");
    for (Fault first : FAULTS) {
      for (Fault second : FAULTS) {
        Trial pair = pair(first, second);
        if (pair.id().contains(only) && trials.unsupported(pair).isEmpty()) {
          pairs.add(pair);
        }
      }
    }
    long began = System.nanoTime();
    List<TrialRun> runs = trials.play(pairs, 3, run -> {});
    suite.console().step("pairs: %d in %.0f s".formatted(runs.size(), (System.nanoTime() - began) / 1e9));
    assertThat(runs.stream().filter(r -> r.judgement().validity() != Validity.VALID).map(Trials::words)).isEmpty();
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
