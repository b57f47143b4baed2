package dev.crashproof.suite;

import static dev.crashproof.suite.ClaimOf.claim;
import static dev.crashproof.suite.ClaimOf.figure;
import static dev.crashproof.suite.ClaimOf.number;

import dev.crashproof.report.PlannedClaim;
import dev.crashproof.report.PlannedClaim.Condition;
import dev.crashproof.report.PlannedClaim.Figure;
import java.util.List;
import java.util.Set;

/**
 * What ADR-006 claims, and the rule by which a run judges each: data, so that whoever doubts a
 * verdict can dispute its rule.
 */
final class Adr006Claims {
  private static final String MONOLITH = "alternatives.monolith.";
  private static final String SPECIALISED = "alternatives.specialised.";
  private static final String POOL = "alternatives.pool.";
  private static final String TEST = "AlternativesIT";

  /** Less than this may be the machine's noise, more is an effect. */
  private static final double CLEARLY = 1.25;

  private static final String WHY_NOT = "Rationale, Why Not Other Options";
  private static final String WHY = "Rationale, Why Monolithic Works";
  private static final String POSITIVE = "Consequences, Positive";
  private static final String NEGATIVE = "Consequences, Negative";
  private static final String NEUTRAL = "Consequences, Neutral";
  private static final String MIGRATION = "Migration Strategy";
  private static final String PERFORMANCE = "Performance Characteristics";
  private static final String ALTERNATIVES = "Alternatives Considered";
  private static final String SUMMARY = "Decision Rationale Summary";
  private static final String TESTING = "Testing Strategy";

  private static final Condition ONE_PROCESS =
      figure(MONOLITH + "processes").is("the monolith is one process", number(1));
  private static final Condition FEWER_PROCESSES =
      figure(MONOLITH + "processes")
          .below("it takes fewer processes than the split", figure(SPECIALISED + "processes"));
  private static final Condition LESS_IDLE =
      figure(MONOLITH + "idleMib")
          .below("idle it holds less memory than the split", figure(SPECIALISED + "idleMib"));
  private static final Condition LESS_AT_PEAK =
      figure(MONOLITH + "peakMib")
          .below("under load it holds less memory", figure(SPECIALISED + "peakMib"));
  private static final Condition STOPS_ALL =
      figure(MONOLITH + "outages.monolith.goingOn")
          .is("no workflow type goes on while the one worker is dead", number(0));
  private static final Condition SHARED_MEDIAN =
      figure(MONOLITH + "slowdown.p50")
          .above("AST verification slows the median short activity clearly", number(CLEARLY));
  private static final Condition SHARED_P99 =
      figure(MONOLITH + "slowdown.p99")
          .above("AST verification slows the p99 of short activities clearly", number(CLEARLY));
  private static final Condition ISOLATED_MEDIAN =
      figure(SPECIALISED + "loaded.p50")
          .times(CLEARLY)
          .below(
              "under load the split's median is clearly better", figure(MONOLITH + "loaded.p50"));
  private static final Condition ISOLATED_P99 =
      figure(SPECIALISED + "loaded.p99")
          .times(CLEARLY)
          .below("under load the split's p99 is clearly better", figure(MONOLITH + "loaded.p99"));
  private static final Condition SPLIT_GOES_ON =
      figure(SPECIALISED + "outages.verification.goingOn")
          .is("with the verification worker dead, both other types go on", number(2));
  private static final Condition SPLIT_GOES_ON_TOO =
      figure(SPECIALISED + "outages.general.goingOn")
          .is("with the general worker dead, both other types go on", number(2));
  private static final Condition NOTHING_LOST =
      figure("migration.lost").is("a split under way loses nothing", number(0));
  private static final Condition NOTHING_TWICE =
      figure("migration.twice").is("a split under way does nothing twice", number(0));
  private static final Condition ENOUGH_KILLS =
      figure("migration.kills")
          .atLeast("at least 20 workers are killed during the split", number(20));
  private static final Condition REPLAYED =
      figure("migration.replayed")
          .atLeast("what the monolith recorded replays on the specialised workers", number(1));

  private static final List<Figure> PROCESSES =
      List.of(
          new Figure("processes: monolith", MONOLITH + "processes", ""),
          new Figure("specialised", SPECIALISED + "processes", ""),
          new Figure("pool", POOL + "processes", ""));
  private static final List<Figure> MEMORY =
      List.of(
          new Figure("idle: monolith", MONOLITH + "idleMib", "MiB"),
          new Figure("specialised", SPECIALISED + "idleMib", "MiB"),
          new Figure("pool", POOL + "idleMib", "MiB"),
          new Figure("peak: monolith", MONOLITH + "peakMib", "MiB"),
          new Figure("specialised", SPECIALISED + "peakMib", "MiB"),
          new Figure("pool", POOL + "peakMib", "MiB"));
  private static final List<Figure> READY =
      List.of(
          new Figure("all poll after: monolith", MONOLITH + "readySeconds", "s"),
          new Figure("specialised", SPECIALISED + "readySeconds", "s"),
          new Figure("pool", POOL + "readySeconds", "s"));
  private static final List<Figure> SLOWDOWN =
      List.of(
          new Figure("process_data alone: p50", MONOLITH + "quiet.p50", "ms"),
          new Figure("p99", MONOLITH + "quiet.p99", "ms"),
          new Figure("under load: p50", MONOLITH + "loaded.p50", "ms"),
          new Figure("p99", MONOLITH + "loaded.p99", "ms"));
  private static final List<Figure> ISOLATION =
      List.of(
          new Figure("process_data under load: monolith p50", MONOLITH + "loaded.p50", "ms"),
          new Figure("p99", MONOLITH + "loaded.p99", "ms"),
          new Figure("specialised p50", SPECIALISED + "loaded.p50", "ms"),
          new Figure("p99", SPECIALISED + "loaded.p99", "ms"));
  private static final List<Figure> DEATH =
      List.of(
          new Figure("the monolith dead: types stopped", MONOLITH + "outages.monolith.stopped", ""),
          new Figure("going on", MONOLITH + "outages.monolith.goingOn", ""),
          new Figure("back after", MONOLITH + "outages.monolith.recoveryMillis", "ms"),
          new Figure("of which left dead", MONOLITH + "outages.monolith.deadSeconds", "s"));
  private static final List<Figure> SPLIT_DEATH =
      List.of(
          new Figure(
              "verification dead: types stopped", SPECIALISED + "outages.verification.stopped", ""),
          new Figure("going on", SPECIALISED + "outages.verification.goingOn", ""),
          new Figure("general dead: types stopped", SPECIALISED + "outages.general.stopped", ""),
          new Figure("going on", SPECIALISED + "outages.general.goingOn", ""));
  private static final List<Figure> MOVED =
      List.of(
          new Figure("kills during the split", "migration.kills", ""),
          new Figure("lost", "migration.lost", ""),
          new Figure("twice", "migration.twice", ""),
          new Figure("event histories replayed", "migration.replayed", ""));

  /** The tests without which nothing can be said of the claims that name them. */
  static final Set<String> ASIDE = Set.of(TEST, "MigrationIT");

  /** All of them, in the ADR's order. */
  static final List<PlannedClaim> ALL =
      List.of(
          claim("premature", "Specialised from start: premature optimization", WHY_NOT)
              .notMeasured("when is too early is a judgement about people's time"),
          claim(
                  "without-benefit",
                  "Specialised from start: added complexity without benefit",
                  WHY_NOT)
              .holdsIf(
                  figure(SPECIALISED + "loaded.p99")
                      .times(CLEARLY)
                      .atLeast(
                          "under load the split's p99 is not clearly better",
                          figure(MONOLITH + "loaded.p99")),
                  figure(SPECIALISED + "outages.verification.goingOn")
                      .is("with one worker dead nothing goes on", number(0)))
              .shows(ISOLATION)
              .shows(SPLIT_DEATH)
              .by(TEST),
          claim(
                  "few-workflows",
                  "Phase 1 has only 1-2 workflows, ~5 activities, low volume",
                  WHY_NOT + "; " + WHY)
              .notMeasured("a scope, not a figure: the role's table is held by RolesTest"),
          claim("harder-to-debug", "Specialised: harder to debug (multiple processes)", WHY_NOT)
              .holdsIf(
                  figure(SPECIALISED + "processes")
                      .above(
                          "the split is more processes than the monolith",
                          figure(MONOLITH + "processes")))
              .shows(PROCESSES)
              .note("Judged by the number of processes, the reason that the ADR gives")
              .by(TEST),
          claim(
                  "needs-orchestration",
                  "Dynamic pools require Kubernetes or orchestration",
                  WHY_NOT + "; " + ALTERNATIVES)
              .holdsIf(
                  figure(POOL + "processes")
                      .below("no pool of several ran here, where there is neither", number(2)))
              .shows(new Figure("processes of a pool without either", POOL + "processes", ""))
              .note("A pool of fixed size; one that scales by load is a later issue (Phase 4)")
              .by(TEST),
          claim(
                  "pool-burden",
                  "Dynamic pools: overkill for local development, operational burden",
                  WHY_NOT)
              .holdsIf(
                  figure(POOL + "processes")
                      .above("a pool is more processes", figure(MONOLITH + "processes")),
                  figure(POOL + "peakMib")
                      .above("a pool holds more memory under load", figure(MONOLITH + "peakMib")),
                  figure(POOL + "readySeconds")
                      .above(
                          "a pool takes longer until all poll", figure(MONOLITH + "readySeconds")))
              .shows(PROCESSES)
              .shows(MEMORY)
              .shows(READY)
              .by(TEST),
          claim("one-process", "Simplicity: one process to start/stop/debug", WHY)
              .holdsIf(ONE_PROCESS, FEWER_PROCESSES)
              .shows(PROCESSES)
              .by(TEST),
          claim("no-coordination", "Simplicity: no inter-worker coordination needed", WHY)
              .notMeasured(
                  "no worker of any alternative knows of another, so there is nothing to count"),
          claim("clear-logs", "Simplicity: clear logs from single source", WHY)
              .holdsIf(ONE_PROCESS)
              .shows(PROCESSES)
              .note("A process is a source of logs")
              .by(TEST),
          claim(
                  "string",
                  "Easy migration path: task queue is just a string, refactoring is trivial",
                  WHY)
              .holdsIf(ENOUGH_KILLS, NOTHING_LOST, NOTHING_TWICE, REPLAYED)
              .shows(MOVED)
              .by("MigrationIT"),
          claim("no-rework", "No architectural rework needed", WHY)
              .holdsIf(REPLAYED, NOTHING_LOST)
              .shows(MOVED)
              .by("MigrationIT"),
          claim("memory", "Resource efficient: lower memory footprint", WHY)
              .holdsIf(LESS_IDLE, LESS_AT_PEAK)
              .shows(MEMORY)
              .by(TEST),
          claim("containers", "Resource efficient: fewer Docker containers", WHY)
              .holdsIf(FEWER_PROCESSES)
              .shows(PROCESSES)
              .note("One container a process, as in compose/")
              .by(TEST),
          claim("faster-development", "Resource efficient: faster local development", WHY)
              .holdsIf(
                  figure(MONOLITH + "readySeconds")
                      .below(
                          "the monolith polls before all of the split do",
                          figure(SPECIALISED + "readySeconds")))
              .shows(READY)
              .note("Judged by the time to a system that polls; people's time is not measured")
              .by(TEST),
          claim("faster-implementation", "Faster Phase 1 implementation", POSITIVE)
              .notMeasured("people's time leaves no figure in a run"),
          claim("simpler-debugging", "Simpler debugging (one worker to watch)", POSITIVE)
              .holdsIf(ONE_PROCESS)
              .shows(PROCESSES)
              .by(TEST),
          claim("lower-usage", "Lower resource usage on dev machines", POSITIVE)
              .holdsIf(LESS_IDLE, LESS_AT_PEAK, FEWER_PROCESSES)
              .shows(MEMORY)
              .by(TEST),
          claim("end-to-end", "Easy to test end-to-end locally", POSITIVE)
              .holdsIf(valid("monolithic-demo"), valid("monolithic-approval"))
              .shows(
                  new Figure("VALID runs: DurableDemo", "scenarios.monolithic-demo.valid", ""),
                  new Figure("Approval", "scenarios.monolithic-approval.valid", ""))
              .by("MonolithicWorkerIT"),
          claim("share", "All activities share resources", NEGATIVE)
              .holdsIf(SHARED_MEDIAN, SHARED_P99)
              .shows(SLOWDOWN)
              .by(TEST),
          claim("share-acceptable", "Mitigation: acceptable for Phase 1 volume", NEGATIVE)
              .holdsIf(
                  figure(MONOLITH + "loaded.p99")
                      .below(
                          "even the p99 under load stays below the target of 1 s",
                          number(Adr006.ACTIVITY.bound())))
              .shows(SLOWDOWN)
              .by(TEST),
          claim("one-failure", "One worker failure stops all execution", NEGATIVE)
              .holdsIf(STOPS_ALL)
              .shows(DEATH)
              .by(TEST),
          claim(
                  "failure-acceptable",
                  "Mitigation: acceptable for development, fix in production",
                  NEGATIVE)
              .holdsIf(valid("mid-activity"), valid("mid-timer"), valid("mid-wait"))
              .shows(
                  new Figure(
                      "VALID after a kill: mid-activity", "scenarios.mid-activity.valid", ""),
                  new Figure("mid-timer", "scenarios.mid-timer.valid", ""),
                  new Figure("mid-wait", "scenarios.mid-wait.valid", ""))
              .note("Judged by nothing being lost or done twice")
              .by("WorkerRestartIT"),
          claim("refactoring", "Need refactoring for production scale", NEGATIVE)
              .holdsIf(
                  figure("migration.replayed")
                      .is("what the monolith recorded replays on no specialised worker", number(0)),
                  figure("migration.lost").above("a split under way loses something", number(0)))
              .shows(MOVED)
              .note("The split is configuration; scaling by load is a later issue (Phase 4)")
              .by("MigrationIT"),
          claim("clear-path", "Mitigation: expected, migration path is clear", NEGATIVE)
              .holdsIf(ENOUGH_KILLS, NOTHING_LOST, NOTHING_TWICE)
              .shows(MOVED)
              .by("MigrationIT"),
          claim("split-needed", "Phase 2+ will require worker split", NEUTRAL)
              .holdsIf(SHARED_P99, ISOLATED_P99, STOPS_ALL, SPLIT_GOES_ON)
              .shows(ISOLATION)
              .shows(SPLIT_DEATH)
              .note(
                  "Judged by what a split gives: shorter waits under load, and a death that stops less")
              .by(TEST),
          claim("production-differs", "Production deployment will differ", NEUTRAL)
              .notMeasured("Kubernetes is a later issue (Phase 4)"),
          claim("isolate", "Step 2: AST verification is compute-intensive, isolate", MIGRATION)
              .holdsIf(SHARED_MEDIAN, SHARED_P99, ISOLATED_MEDIAN, ISOLATED_P99)
              .shows(SLOWDOWN)
              .shows(
                  new Figure("specialised under load: p50", SPECIALISED + "loaded.p50", "ms"),
                  new Figure("p99", SPECIALISED + "loaded.p99", "ms"))
              .note(
                  "The split's workers share the cores here, which isolates less than machines would")
              .by(TEST),
          claim(
                  "different-needs",
                  "Step 3: API calls have different retry/timeout needs",
                  MIGRATION)
              .notMeasured(
                  "needs, not a figure: that a 4xx is final, that 429 and 5xx are not and that Retry-After is"
                      + " obeyed is held by the integration worker's tests"),
          claim("horizontal", "Step 4: production load requires horizontal scaling", MIGRATION)
              .notMeasured("one machine can't show it: a later issue (Phase 4)"),
          claim(
                  "impact",
                  "Code changes required: minimal, just string parameter changes",
                  MIGRATION)
              .holdsIf(ENOUGH_KILLS, NOTHING_LOST, NOTHING_TWICE, REPLAYED)
              .shows(MOVED)
              .by("MigrationIT"),
          target("Startup Time < 2s", "startup_time", "s", "StartupIT"),
          target("Memory Usage < 256MB", "memory_usage", "MiB", "LoadIT"),
          target("Workflow Start Latency < 500ms", "workflow_start_latency", "ms", "LatencyIT"),
          target("Activity Execution < 1s avg", "activity_execution", "ms", "LatencyIT"),
          claim("no-isolation", "Monolithic: no isolation", ALTERNATIVES)
              .holdsIf(SHARED_P99, STOPS_ALL)
              .shows(SLOWDOWN)
              .shows(DEATH)
              .by(TEST),
          claim("clean-separation", "Specialised: clean separation", ALTERNATIVES)
              .holdsIf(SPLIT_GOES_ON, SPLIT_GOES_ON_TOO)
              .shows(SPLIT_DEATH)
              .by(TEST),
          claim("auto-scales", "Dynamic pools: auto-scales", ALTERNATIVES)
              .notMeasured("scaling by load is a later issue (Phase 4)"),
          claim("no-infra", "Serverless: no infra; limits; immature", ALTERNATIVES)
              .notMeasured("no serverless platform was tried"),
          claim("cold-starts", "Serverless: cold starts", ALTERNATIVES)
              .holdsIf(
                  figure("supporting.first_workflow_done.p50")
                      .times(1000)
                      .above(
                          "a workflow that waits for a cold worker takes longer than the target for its start",
                          number(Adr006.START_LATENCY.bound())))
              .shows(
                  new Figure("cold start to polling", "targets.startup_time.actual", "s"),
                  new Figure(
                      "cold start to the first workflow done",
                      "supporting.first_workflow_done.p50",
                      "s"),
                  new Figure(
                      "start on a running worker", "targets.workflow_start_latency.actual", "ms"))
              .note("Judged by this worker's own cold start; a platform's comes on top of it")
              .by("StartupIT"),
          claim("fastest-path", "Monolithic worker is fastest path to validation", SUMMARY)
              .notMeasured("people's time leaves no figure in a run"),
          claim("straightforward", "Migration to specialized workers is straightforward", SUMMARY)
              .holdsIf(ENOUGH_KILLS, NOTHING_LOST, NOTHING_TWICE, REPLAYED)
              .shows(MOVED)
              .by("MigrationIT"),
          claim("several-types", "A single worker can execute different workflows", TESTING)
              .holdsIf(valid("monolithic-demo"), valid("monolithic-approval"))
              .shows(
                  new Figure("VALID runs: DurableDemo", "scenarios.monolithic-demo.valid", ""),
                  new Figure("Approval", "scenarios.monolithic-approval.valid", ""))
              .by("MonolithicWorkerIT"),
          claim("restart", "Worker restart doesn't lose executions", TESTING)
              .holdsIf(valid("mid-activity"), valid("mid-timer"), valid("mid-wait"))
              .shows(
                  new Figure("back after: mid-activity", "recovery.mid-activity.p50", "ms"),
                  new Figure("mid-timer", "recovery.mid-timer.p50", "ms"),
                  new Figure("mid-wait", "recovery.mid-wait.p50", "ms"))
              .by("WorkerRestartIT"));

  private Adr006Claims() {}

  private static PlannedClaim target(String claim, String id, String unit, String test) {
    return claim(id, claim, PERFORMANCE)
        .holdsIf(figure("targets." + id + ".pass").is("the target is met", number(1)))
        .shows(new Figure("actual", "targets." + id + ".actual", unit))
        .by(test);
  }

  /** A scenario is as good as the worst of its runs, and one that was not played is neither. */
  private static Condition valid(String scenario) {
    return figure("scenarios." + scenario + ".pass")
        .is("every run of " + scenario + " is VALID", number(1));
  }
}
