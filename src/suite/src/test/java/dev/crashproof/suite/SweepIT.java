package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.lane.Subject;
import dev.crashproof.report.PlannedSweep;
import dev.crashproof.workload.Cue;
import dev.crashproof.workload.OutsideAct;
import dev.crashproof.workload.RecordingHttpService;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every crash that can matter to a workflow, each of the ADR's on the worker that has its role: the
 * worker is killed at each point where a crash could make a difference, one by one, and each time
 * the workflow must complete with the right result, each effect must be in the database once, and
 * the records of the run must agree. How many of these points are struck is the {@link Depth}'s.
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
        suite.subject("demo", Workload.of(demo.on("sweep")).onServedWorker(), demo.expectation()),
        Adr006.SWEEP_DEMO_ASSISTED,
        Adr006.SWEEP_DEMO_UNASSISTED);
  }

  @Test
  void approval(SuiteRun suite) {
    ApprovalRun approval = new ApprovalRun("sweep", Duration.ofMinutes(5));
    sweep(
        suite,
        "approval",
        suite.subject(
            "approval",
            Workload.of(approval.on("sweep"))
                // The decision comes when the workflow waits for it, whether or not a worker lives.
                .with(OutsideAct.signal("decide", ApprovalRun.approval()).when(Cue.timerStarted(1)))
                .onServedWorker(),
            approval.approved()),
        Adr006.SWEEP_APPROVAL_ASSISTED,
        Adr006.SWEEP_APPROVAL_UNASSISTED);
  }

  @Test
  void verification(SuiteRun suite) {
    VerificationRun verification = VerificationRun.DEFAULT;
    sweep(
        suite,
        "verification",
        suite.subject(
            "verification",
            endpoints -> suite.command(endpoints).with("WORKER_ROLES", "verification"),
            Workload.of(verification.on("sweep")).onServedWorker(),
            verification.expectation()),
        Adr006.SWEEP_VERIFICATION_ASSISTED,
        Adr006.SWEEP_VERIFICATION_UNASSISTED);
  }

  /**
   * Three wires: the server's, the database's, and that to the service which the activity calls.
   */
  @Test
  void integration(SuiteRun suite) {
    IntegrationRun integration = IntegrationRun.DEFAULT;
    try (RecordingHttpService service = RecordingHttpService.start()) {
      sweep(
          suite,
          "integration",
          new Subject(
              "integration",
              endpoints ->
                  suite
                      .command(endpoints)
                      .with("WORKER_ROLES", "integration")
                      .with("API_BASE_URL", endpoints.service("api")),
              Workload.of(integration.on("sweep")).onServedWorker(),
              integration.expectation(),
              IntegrationRun.ledger(suite.ledger(), service),
              Optional.of(suite.database()),
              Map.of("api", service.url())),
          Adr006.SWEEP_INTEGRATION_ASSISTED,
          Adr006.SWEEP_INTEGRATION_UNASSISTED);
    }
  }

  private static void sweep(
      SuiteRun suite,
      String test,
      Subject subject,
      PlannedSweep assisted,
      PlannedSweep unassisted) {
    // The SDK's Java test server never takes back what it gave to a dead worker's sticky queue.
    assumeTrue(suite.sticky(), "UNSUPPORTED: sweeps need a real Temporal server");
    Sweeping sweeping = Sweeping.of(suite, subject, "SweepIT#" + test, assisted);

    assertThat(sweeping.play(assisted)).as("points that are not VALID").isEmpty();
    if (suite.depth().share(unassisted) != Share.NONE) {
      assertThat(sweeping.play(unassisted)).as("points that are not VALID").isEmpty();
    }
  }
}
