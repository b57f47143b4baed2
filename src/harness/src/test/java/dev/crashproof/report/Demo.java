package dev.crashproof.report;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.measure.ControlReading;
import dev.crashproof.measure.Samples;
import dev.crashproof.measure.Statistic;
import dev.crashproof.measure.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small run written down by hand: two targets, one kill moment, one scenario. */
final class Demo {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final PlannedScenario MID_TIMER =
      new PlannedScenario("demo-mid-timer", "DemoWorkflow", "mid-timer", 2);

  static final List<Input> INPUTS = List.of(new Input("timer", "2 s", "the durable timer"));

  private Demo() {}

  static Plan plan() {
    return new Plan(
        "demo.md",
        "The demo, measured",
        "What it is about.",
        "One Worker (Phase 1)",
        List.of(
            new PlannedTarget(
                new Target("startup_time", "Startup Time", "s", 2, Statistic.MEDIAN, 3),
                "< 2s",
                ""),
            new PlannedTarget(
                new Target("memory_usage", "Memory Usage", "MiB", 256, Statistic.MEDIAN, 1),
                "< 256MB",
                "judged at 256 MiB")),
        List.of(new PlannedMeasure("start_rpc", "Start RPC alone", "ms")),
        List.of(new PlannedMeasure("mid-timer", "mid-timer", "ms")),
        List.of(MID_TIMER),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        INPUTS,
        List.of("`mvn verify`"),
        List.of("One machine."));
  }

  static Plan plan(PlannedSweep... sweeps) {
    return plan(List.of(sweeps), List.of(), List.of(), Optional.empty(), INPUTS);
  }

  static Plan plan(PlannedAlternative alternative) {
    return plan(List.of(), List.of(alternative), List.of(), Optional.empty(), INPUTS);
  }

  static Plan plan(PlannedClaim claim) {
    return plan(List.of(), List.of(), List.of(claim), Optional.empty(), INPUTS);
  }

  static Plan plan(FaultPlan faults) {
    return plan(List.of(), List.of(), List.of(), Optional.of(faults), INPUTS);
  }

  static Plan plan(Input input) {
    return plan(List.of(), List.of(), List.of(), Optional.empty(), List.of(input));
  }

  static Plan plan(
      List<PlannedSweep> sweeps,
      List<PlannedAlternative> alternatives,
      List<PlannedClaim> claims,
      Optional<FaultPlan> faults,
      List<Input> inputs) {
    Plan plan = plan();
    return new Plan(
        plan.fileName(),
        plan.title(),
        plan.intro(),
        plan.tableTitle(),
        plan.targets(),
        plan.supporting(),
        plan.recovery(),
        plan.scenarios(),
        sweeps,
        alternatives,
        claims,
        faults,
        inputs,
        plan.reproduce(),
        plan.limits());
  }

  static EnvironmentFacts environment(String backend, String cpuModel) {
    return new EnvironmentFacts(
        backend,
        "temporal-server image",
        "1.31.2",
        "postgres image",
        "15.18",
        true,
        "asked for by name",
        "17.0.9",
        "17.0.9",
        "0.1.0",
        Optional.of("c7524de"),
        new Machine("Debian 12", "6.1.0", cpuModel, 2, 7960));
  }

  static Samples samples(String id, String unit, double... values) {
    Samples samples = Samples.empty(id, unit).plusWarmUp(1000);
    for (double value : values) {
      samples = samples.plus(value);
    }
    return samples;
  }

  static Measurement measurement(String id, String unit, double... values) {
    return new Measurement(samples(id, unit, values), "from here to there", Optional.empty());
  }

  static Measurement controlled(Measurement measurement, double best, double... probes) {
    ControlReading reading =
        new ControlReading(samples("control-" + measurement.id(), "ns", probes), best);
    return new Measurement(measurement.samples(), measurement.how(), Optional.of(reading));
  }

  static ScenarioRecord scenario(int run, Verdict verdict) {
    Evidence evidence =
        new Evidence(
            new History(
                List.of(new Op(0, 17, OpKind.INVOKE, "nemesis", "kill", Map.of("signal", "9")))),
            new EventHistory(
                "wf", "run", List.of(new Event(1, NOON, "TimerStarted", Map.of("timerId", "1")))),
            new Ledger(
                List.of(new Attempt("k", "wf", "process_data", 1, true)),
                List.of(new Effect("k", "wf", "process_data", "{}"))),
            Optional.of("{\"ok\":true}"));
    return new ScenarioRecord(
        MID_TIMER.id(), run, MID_TIMER.workflow(), MID_TIMER.moment(), evidence, List.of(verdict));
  }

  static final Verdict VALID = Verdict.valid("effects", "each once");

  /** Saves a whole good run. */
  static void saveAll(RunDirectory run, double... recoveryMillis) {
    saveCutShort(run, recoveryMillis);
    run.save(scenario(2, VALID));
  }

  /** Saves a run that ended when the first of two runs of the scenario was played. */
  static void saveCutShort(RunDirectory run, double... recoveryMillis) {
    run.save(plan());
    run.save(environment("containers", "Xeon"));
    run.save(measurement("startup_time", "s", 1.2, 1.0, 1.1));
    run.save(measurement("memory_usage", "MiB", 181.5));
    run.save(measurement("start_rpc", "ms", 8, 9));
    run.saveRecovery(measurement("mid-timer", "ms", recoveryMillis));
    run.save(scenario(1, VALID));
  }
}
