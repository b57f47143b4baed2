package dev.crashproof.suite;

import dev.crashproof.checker.States;
import dev.crashproof.report.FaultPlan;
import dev.crashproof.report.FaultPlan.PlannedState;
import dev.crashproof.report.Input;
import dev.crashproof.report.Plan;
import dev.crashproof.report.PlannedAlternative;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.PlannedSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The scenarios that this suite plays, and their inputs, as the report tells them. */
final class AdrSuite {
  static final PlannedScenario MONOLITHIC_DEMO =
      new PlannedScenario("monolithic-demo", "DurableDemoWorkflow", "none", 1);
  static final PlannedScenario MONOLITHIC_APPROVAL =
      new PlannedScenario("monolithic-approval", "ApprovalWorkflow", "none", 1);
  static final PlannedScenario DECIDED_BY_UPDATE =
      new PlannedScenario("decided-by-update", "ApprovalWorkflow", "none", 1);

  static final PlannedScenario DRAIN =
      new PlannedScenario("drain", "DurableDemoWorkflow", "SIGTERM mid-activity", 1);

  static final PlannedScenario PINNED =
      new PlannedScenario(
          "versions-pinned", "DurableDemoWorkflow", "the old version's worker, mid-timer", 2);
  static final PlannedScenario AUTO_UPGRADE =
      new PlannedScenario("versions-auto-upgrade", "DurableDemoWorkflow", "none", 2);

  /** Each run is one workflow of the migration, of whatever type. */
  static final PlannedScenario MIGRATION =
      new PlannedScenario("migration", "all four", "workers, one after the other", 40);

  static final PlannedScenario TRAP =
      new PlannedScenario("migration-trap", "VerificationWorkflow", "none", 1);

  /** Not in the ADR's plan: a worker that is none of its own. */
  static final PlannedSweep SWEEP_PYTHON =
      new PlannedSweep(
          "sweep-python-assisted", "OrderWorkflow", "assisted", "examples/python, timer 1 s");

  /** Not in the plan: not every environment's server can be killed. */
  static final PlannedScenario SERVER_RESTART =
      new PlannedScenario("server-restart", "DurableDemoWorkflow", "the server, mid-timer", 1);

  /** Where one of them never came about, nothing shows what happens in it, and the run fails. */
  private static final List<PlannedState> STATES =
      Stream.concat(
              Stream.of(
                  States.RETRY_TAKEN,
                  States.STICKY_QUEUE_LOST,
                  States.HEARTBEAT_RESUMED,
                  States.ZOMBIE_REJECTED,
                  States.UPDATE_DURING_RECOVERY,
                  States.EFFECT_FENCED,
                  States.WORKFLOW_TASK_TIMED_OUT),
              SuiteRun.RECOVERY ? Stream.of(States.STICKY_QUEUE_INHERITED) : Stream.of())
          .map(state -> new PlannedState(state, true))
          .toList();

  private AdrSuite() {}

  static PlannedScenario midActivity(Depth depth) {
    return killed("mid-activity", "DurableDemoWorkflow", depth);
  }

  static PlannedScenario midTimer(Depth depth) {
    return killed("mid-timer", "DurableDemoWorkflow", depth);
  }

  static PlannedScenario midWait(Depth depth) {
    return killed("mid-wait", "ApprovalWorkflow", depth);
  }

  private static PlannedScenario killed(String moment, String workflow, Depth depth) {
    return new PlannedScenario(moment, workflow, moment, depth.recoveries());
  }

  /** The sweeps of that depth. */
  static List<PlannedSweep> sweeps(Depth depth) {
    return Stream.of(
            Adr006.SWEEP_DEMO_ASSISTED,
            Adr006.SWEEP_DEMO_UNASSISTED,
            Adr006.SWEEP_APPROVAL_ASSISTED,
            Adr006.SWEEP_APPROVAL_UNASSISTED,
            Adr006.SWEEP_VERIFICATION_ASSISTED,
            Adr006.SWEEP_VERIFICATION_UNASSISTED,
            Adr006.SWEEP_INTEGRATION_ASSISTED,
            Adr006.SWEEP_INTEGRATION_UNASSISTED)
        .filter(sweep -> depth.share(sweep) != Share.NONE)
        .toList();
  }

  /** All that can be done on a real Temporal server. */
  static Plan plan(Depth depth) {
    return plan(
        depth,
        depth.aside() ? List.of(PINNED, AUTO_UPGRADE, MIGRATION, TRAP) : List.of(),
        sweeps(depth),
        depth.aside() ? Adr006.alternatives(depth.alternatives()) : List.of(),
        faults(depth));
  }

  private static Optional<FaultPlan> faults(Depth depth) {
    return depth.faults() == Share.NONE
        ? Optional.empty()
        : Optional.of(
            new FaultPlan(
                FaultMatrix.kinds(depth.faults()),
                PairsIT.planned(depth.faults()),
                GalleryIT.planned(depth.faults()),
                FaultMatrix.BOUNDARY_KINDS,
                FaultMatrix.workflows(depth.faults()),
                List.of(),
                STATES,
                Optional.empty(),
                "reports/soak.md"));
  }

  /** What the SDK's Java test server can be asked for. */
  static Plan planOnTestServer(Depth depth) {
    return plan(depth, List.of(), List.of(), List.of(), Optional.empty());
  }

  private static Plan plan(
      Depth depth,
      List<PlannedScenario> more,
      List<PlannedSweep> sweeps,
      List<PlannedAlternative> alternatives,
      Optional<FaultPlan> faults) {
    List<PlannedScenario> scenarios =
        new ArrayList<>(
            List.of(
                MONOLITHIC_DEMO,
                MONOLITHIC_APPROVAL,
                DECIDED_BY_UPDATE,
                midActivity(depth),
                midTimer(depth),
                midWait(depth),
                DRAIN));
    scenarios.addAll(more);
    return Adr006.plan(
        new Adr006.Extent(depth.load(), depth.aside(), depth.option(), depth.limits()),
        scenarios,
        sweeps,
        alternatives,
        faults,
        List.of(
            new Input(
                "timer, steps, step time by default", "1 s, 5, 100 ms", "the ADR's own tests"),
            new Input("mid-activity", "no timer, 5 steps of 150 ms", "killed after the first step"),
            new Input("mid-timer", "timer 1 s, 2 steps of 10 ms", "killed once the timer runs"),
            new Input("mid-wait", "deadline 5 min", "approved by a signal while no worker lives"),
            new Input("latency and load", "no timer, 5 steps of 10 ms", ""),
            new Input(
                "timeouts of the worker's activities",
                "start-to-close 5 s; long_running_task heartbeat 2 s",
                "first retry after 200 ms")));
  }
}
