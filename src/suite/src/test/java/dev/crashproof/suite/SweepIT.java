package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.checker.Expectation;
import dev.crashproof.report.PlannedSweep;
import dev.crashproof.workload.Cue;
import dev.crashproof.workload.OutsideAct;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every crash that can matter to either workflow: the worker is killed at each point where a crash
 * could make a difference, one by one, and each time the workflow must complete with the right
 * result, each effect must be in the database once, and the records of the run must agree.
 */
@ExtendWith(SuiteExtension.class)
@Order(6)
class SweepIT {

  @Test
  void durableDemo(SuiteRun suite) {
    DemoRun demo = DemoRun.DEFAULT;
    sweep(
        suite,
        "durableDemo",
        "demo",
        Workload.of(demo.on("sweep")).onServedWorker(),
        demo.expectation(),
        Adr006.SWEEP_DEMO_ASSISTED,
        Adr006.SWEEP_DEMO_UNASSISTED);
  }

  @Test
  void approval(SuiteRun suite) {
    ApprovalRun approval = new ApprovalRun("sweep", Duration.ofMinutes(5));
    sweep(
        suite,
        "approval",
        "approval",
        Workload.of(approval.on("sweep"))
            // The decision comes when the workflow waits for it, whether or not a worker lives.
            .with(OutsideAct.signal("decide", ApprovalRun.approval()).when(Cue.timerStarted(1)))
            .onServedWorker(),
        approval.approved(),
        Adr006.SWEEP_APPROVAL_ASSISTED,
        Adr006.SWEEP_APPROVAL_UNASSISTED);
  }

  private static void sweep(
      SuiteRun suite,
      String test,
      String name,
      Workload workload,
      Expectation expectation,
      PlannedSweep assisted,
      PlannedSweep unassisted) {
    // The SDK's Java test server never takes back what it gave to a dead worker's sticky queue.
    assumeTrue(suite.sticky(), "UNSUPPORTED: sweeps need a real Temporal server");
    Sweeping sweeping =
        Sweeping.of(suite, suite.subject(name, workload, expectation), "SweepIT#" + test, assisted);

    assertThat(sweeping.play(assisted)).as("points that are not VALID").isEmpty();
    if (suite.depth().unassisted()) {
      assertThat(sweeping.play(unassisted)).as("points that are not VALID").isEmpty();
    }
  }
}
