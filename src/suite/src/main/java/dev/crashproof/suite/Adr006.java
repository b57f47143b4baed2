package dev.crashproof.suite;

import dev.crashproof.measure.Statistic;
import dev.crashproof.measure.Target;
import dev.crashproof.report.FaultPlan;
import dev.crashproof.report.Input;
import dev.crashproof.report.Plan;
import dev.crashproof.report.PlannedAlternative;
import dev.crashproof.report.PlannedClaim;
import dev.crashproof.report.PlannedMeasure;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.PlannedSweep;
import dev.crashproof.report.PlannedTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What ADR-006 "Worker Deployment Pattern" asks of a Phase 1 worker, as data. */
public final class Adr006 {
  /** Fewer samples than this are no measure. */
  public static final int SAMPLES = 20;

  /** Spawn of the worker's process to its first poll seen by the server. */
  public static final Target STARTUP =
      new Target("startup_time", "Startup Time", "s", 2.0, Statistic.MEDIAN, SAMPLES);

  /** The most memory that the worker's process ever held, after a while under load. */
  public static final Target MEMORY =
      new Target("memory_usage", "Memory Usage", "MiB", 256, Statistic.MEDIAN, 1);

  /** The start call to the first workflow task started. */
  public static final Target START_LATENCY =
      new Target(
          "workflow_start_latency", "Workflow Start Latency", "ms", 500, Statistic.MEDIAN, SAMPLES);

  /** Schedule to close of {@code process_data}, its database transaction included. */
  public static final Target ACTIVITY =
      new Target(
          "activity_execution", "Activity Execution", "ms", 1000, Statistic.AVERAGE, SAMPLES);

  /** Spawn of the worker's process to the first workflow completed. */
  public static final PlannedMeasure FIRST_WORKFLOW =
      new PlannedMeasure("first_workflow_done", "Spawn to the first workflow done", "s");

  /** The most memory held by a worker that polls and has nothing to do. */
  public static final PlannedMeasure IDLE_MEMORY =
      new PlannedMeasure("memory_idle", "Memory of an idle worker (VmHWM)", "MiB");

  /** The start call alone, without the wait for a worker. */
  public static final PlannedMeasure START_RPC =
      new PlannedMeasure("workflow_start_rpc", "Workflow start, the RPC alone", "ms");

  /** {@link #ACTIVITY} while 16 clients run workflows. */
  public static final PlannedMeasure ACTIVITY_16 =
      new PlannedMeasure("activity_execution_16", "process_data under 16 clients", "ms");

  /** Schedule to close of {@code long_running_task}, whose length is an input. */
  public static final PlannedMeasure LONG_TASK =
      new PlannedMeasure("long_running_task", "long_running_task, one client", "ms");

  /** A workflow of three activities whose worker speaks to its peers directly. */
  public static final PlannedMeasure DIRECT =
      new PlannedMeasure("three_activities_direct", "Three activities, no interposers", "ms");

  /** The same through the interposers. */
  public static final PlannedMeasure INTERPOSED =
      new PlannedMeasure("three_activities_interposed", "Three activities, interposers", "ms");

  /** What the interposers cost: pair by pair, with them against without. */
  public static final PlannedMeasure WIRE_COST =
      new PlannedMeasure("wire_cost", "Interposers against none, paired", "ratio");

  /** The noise that it stands in: without against without. */
  public static final PlannedMeasure WIRE_NOISE =
      new PlannedMeasure("wire_noise", "None against none, paired", "ratio");

  /** Every boundary of DurableDemo, for speed. */
  public static final PlannedSweep SWEEP_DEMO_ASSISTED =
      demoSweep("sweep-demo-assisted", "assisted");

  /** Every boundary of DurableDemo, as production would see it. */
  public static final PlannedSweep SWEEP_DEMO_UNASSISTED =
      demoSweep("sweep-demo-unassisted", "unassisted");

  /** Every boundary of Approval, for speed. */
  public static final PlannedSweep SWEEP_APPROVAL_ASSISTED =
      approvalSweep("sweep-approval-assisted", "assisted");

  /** Every boundary of Approval, as production would see it. */
  public static final PlannedSweep SWEEP_APPROVAL_UNASSISTED =
      approvalSweep("sweep-approval-unassisted", "unassisted");

  /** Every boundary of Verification, for speed. */
  public static final PlannedSweep SWEEP_VERIFICATION_ASSISTED =
      verificationSweep("sweep-verification-assisted", "assisted");

  /** Every boundary of Verification, as production would see it. */
  public static final PlannedSweep SWEEP_VERIFICATION_UNASSISTED =
      verificationSweep("sweep-verification-unassisted", "unassisted");

  /** Every boundary of Integration, the wire to the service it calls among them, for speed. */
  public static final PlannedSweep SWEEP_INTEGRATION_ASSISTED =
      integrationSweep("sweep-integration-assisted", "assisted");

  /** The same, as production would see it. */
  public static final PlannedSweep SWEEP_INTEGRATION_UNASSISTED =
      integrationSweep("sweep-integration-unassisted", "unassisted");

  private Adr006() {}

  private static PlannedSweep demoSweep(String id, String mode) {
    return new PlannedSweep(
        id, "DurableDemoWorkflow", mode, "the ADR's own input: timer 1 s, 5 steps of 100 ms");
  }

  private static PlannedSweep approvalSweep(String id, String mode) {
    return new PlannedSweep(
        id, "ApprovalWorkflow", mode, "deadline 5 min, approved by a signal once it waits");
  }

  /** What the ADR chose: one process. */
  public static PlannedAlternative monolith(int turns) {
    return new PlannedAlternative("monolith", "Monolith: one process, one queue", turns);
  }

  /** What it puts off: a process and a queue for each domain. */
  public static PlannedAlternative specialised(int turns) {
    return new PlannedAlternative(
        "specialised", "Specialised: three processes, a queue each", turns);
  }

  /** What it puts off further: processes alike, on one queue. */
  public static PlannedAlternative pool(int turns) {
    return new PlannedAlternative("pool", "Pool: three monoliths, one queue", turns);
  }

  /** Those that are tried under the same load, each so many turns. */
  public static List<PlannedAlternative> alternatives(int turns) {
    return List.of(monolith(turns), specialised(turns), pool(turns));
  }

  private static PlannedSweep verificationSweep(String id, String mode) {
    return new PlannedSweep(
        id, "VerificationWorkflow", mode, "a small class, on a worker with the role verification");
  }

  private static PlannedSweep integrationSweep(String id, String mode) {
    return new PlannedSweep(
        id,
        "IntegrationWorkflow",
        mode,
        "a POST to a service that fences its callers, on a worker with the role integration; the"
            + " wire to the service is interposed");
  }

  /** All that a run measures and plays, told before it begins, so that what is missing shows. */
  public static Plan plan(
      Extent extent,
      List<PlannedScenario> scenarios,
      List<PlannedSweep> sweeps,
      List<PlannedAlternative> alternatives,
      Optional<FaultPlan> faults,
      List<Input> inputs) {
    return new Plan(
        "adr-006.md",
        "ADR-006: Worker Deployment Pattern, verified",
        "The ADR's table of performance targets with its column \"Actual\" filled by a run of"
            + " `mvn verify`: a real Temporal server, a real Postgres, and the worker as a process"
            + " of its own.",
        "Monolithic Worker (Phase 1)",
        List.of(
            new PlannedTarget(
                STARTUP, "< 2s", "process spawn to the first poll seen by the server"),
            new PlannedTarget(
                MEMORY,
                "< 256MB",
                "VmHWM after %d s under 16 concurrent workflows; judged at 256 MiB"
                    .formatted(extent.load().toSeconds())),
            new PlannedTarget(
                START_LATENCY, "< 500ms", "start call to the first WorkflowTaskStarted"),
            new PlannedTarget(
                ACTIVITY,
                "< 1s avg",
                "process_data, schedule to close, its transaction included; one client")),
        supporting(extent),
        List.of(
            new PlannedMeasure("mid-activity", "killed while long_running_task runs", "ms"),
            new PlannedMeasure("mid-timer", "killed while a durable timer runs", "ms"),
            new PlannedMeasure("mid-wait", "killed while a workflow waits for a decision", "ms")),
        scenarios,
        sweeps,
        alternatives,
        claims(extent),
        faults,
        inputs,
        List.of(
            "mvn verify" + extent.option(),
            "mvn verify -Dcrashproof.backend=containers" + extent.option()),
        limits(extent));
  }

  private static List<PlannedMeasure> supporting(Extent extent) {
    Stream<PlannedMeasure> always =
        Stream.of(FIRST_WORKFLOW, IDLE_MEMORY, START_RPC, ACTIVITY_16, LONG_TASK);
    Stream<PlannedMeasure> wire = Stream.of(DIRECT, INTERPOSED, WIRE_COST, WIRE_NOISE);
    return extent.aside() ? Stream.concat(always, wire).toList() : always.toList();
  }

  private static List<PlannedClaim> claims(Extent extent) {
    return Adr006Claims.ALL.stream()
        .filter(claim -> extent.aside() || !Adr006Claims.ASIDE.contains(claim.test()))
        .toList();
  }

  private static List<String> limits(Extent extent) {
    List<String> limits = new ArrayList<>(extent.limits());
    limits.add(
        "Recovery by kill moment is unassisted: kill to completion, the worker started again at once, server"
            + " and worker with the timeouts listed above; it is mostly the server waiting.");
    limits.add(
        "A sweep strikes each workflow once. What it shows, and what it does not:"
            + " [docs/crash-points.md](../docs/crash-points.md).");
    if (extent.aside()) {
      limits.add(
          "The alternatives run on one machine: a pool or a split that had machines of its own would"
              + " have more CPU, which these figures do not show.");
    }
    limits.add("The worker, the server, the database and the harness share one machine.");
    return limits;
  }

  /**
   * How much of it all a run plays.
   *
   * @param load how long the load lasts after which memory is measured
   * @param aside whether alternatives, migration and the interposers' cost are of the run
   * @param option what `mvn verify` is given for as much, with a space before it; may be empty
   * @param limits what a run of this extent does not show, in Markdown, one a line
   */
  public record Extent(Duration load, boolean aside, String option, List<String> limits) {

    /** Copies the limits, so that an extent never changes. */
    public Extent {
      limits = List.copyOf(limits);
    }
  }
}
