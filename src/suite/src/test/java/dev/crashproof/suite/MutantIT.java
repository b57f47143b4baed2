package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.checker.Validity;
import dev.crashproof.history.boundary.Depth;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.Subject;
import dev.crashproof.report.SweepDirectory;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.sweep.PointResult;
import dev.crashproof.sweep.Sweep;
import dev.crashproof.sweep.SweepPlan;
import dev.crashproof.sweep.SweepSettings;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The sweep finds a fault that is there. The effects of {@code process_data} have lost their
 * idempotency key, which no run without a crash shows: its golden runs are VALID. Where a crash
 * leaves the effect in the database and has the activity tried again, it is there twice. These
 * points turn INVALID, and no other does: {@link SweepIT} has the sound worker at all of them.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Tag("any-backend")
@Order(7)
class MutantIT {

  /** Where the sweep must find it, and why just there. */
  private static final Map<String, String> DONE_TWICE =
      Map.of(
          "late database process_data#1 insert #1",
          "the dead attempt's insert is committed beside the one of the attempt that follows it",
          "before RespondActivityTaskCompleted process_data#1",
          "the insert was committed, the server never heard of it and has it tried again; \"after"
              + " database process_data#1 insert #1\" is the same cut",
          "late RespondActivityTaskCompleted process_data#1",
          "the same: while the word of it is under way, the activity is tried again");

  @Test
  void aLostIdempotencyKeyIsFoundAtExactlyTheRightPoints(SuiteRun suite) {
    assumeTrue(suite.sticky(), "UNSUPPORTED: sweeps need a real Temporal server");
    DemoRun demo = new DemoRun("mutant", Duration.ZERO, 2, Duration.ZERO);
    Subject subject =
        suite.subject(
            "mutant",
            endpoints -> suite.connecting(Fixtures.mutant("process_data"), endpoints),
            Workload.of(demo.on("mutant")).onServedWorker(),
            demo.expectation());
    // Beside what the report is derived from: this sweep has to find something.
    SweepDirectory facts =
        SweepDirectory.at(suite.facts().path().resolve("mutants").resolve("mutant-process-data"));
    Sweep sweep =
        Sweep.of(
            subject,
            suite.grounds(),
            SweepSettings.standard()
                .withLanes(2)
                .withDepth(Depth.NORMAL)
                .withStuckAfter(Duration.ofSeconds(20)));

    SweepPlan plan = sweep.plan(facts, Mode.ASSISTED);
    assertThat(plan.verdict().validity()).as(plan.verdict().reason()).isEqualTo(Validity.VALID);

    Countdown countdown = new Countdown(suite.console(), "mutant", plan.boundaries().size());
    List<PointResult> results =
        sweep
            .run(
                plan,
                Mode.ASSISTED,
                facts,
                point -> countdown.one(point.name() + ": " + point.validity()))
            .results();

    // In words: the evidence is on disk.
    Map<String, String> found = new TreeMap<>();
    results.stream()
        .filter(point -> point.validity() != Validity.VALID)
        .forEach(point -> found.put(point.name(), words(point)));
    assertThat(found)
        .containsOnlyKeys(DONE_TWICE.keySet())
        .allSatisfy(
            (name, words) ->
                assertThat(words)
                    .startsWith("INVALID [duplicates: process_data#1 is there 2 times")
                    .doesNotContain(", recovery-bound", ", records-agree", ", replay"));
  }

  /** All that any checker says against it, the duplicates alone where it is as it should be. */
  private static String words(PointResult point) {
    return point.validity() + " " + point.reasons();
  }
}
