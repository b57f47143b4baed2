package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.measure.Outcome;
import dev.crashproof.measure.Regression;
import dev.crashproof.measure.Samples;
import dev.crashproof.measure.Summary;
import dev.crashproof.measure.TargetVerdict;
import dev.crashproof.report.Results.FailedTest;
import dev.crashproof.report.Results.MeasureResult;
import dev.crashproof.report.Results.RecoveryResult;
import dev.crashproof.report.Results.ScenarioResult;
import dev.crashproof.report.Results.TargetResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Derives results from raw facts: everything planned, in the plan's order, and after it whatever
 * else was saved, so that nothing is lost and nothing that is missing goes untold.
 */
final class Derivation {
  private final RunFacts facts;
  private final BaselineComparison comparison;
  private final EnvironmentFacts environment;

  Derivation(RunFacts facts, Optional<Baseline> baseline) {
    this.facts = facts;
    this.environment =
        facts
            .environment()
            .orElseGet(
                () ->
                    EnvironmentFacts.unknown(
                        "no environment came up: "
                            + Optional.ofNullable(facts.missing().get("environment"))
                                .orElse("the run ended before it came to it")));
    this.comparison = new BaselineComparison(environment, facts.plan().inputs(), baseline);
  }

  Results results() {
    // A claim is judged by the results, so these come first, without any.
    ClaimDerivation claims = new ClaimDerivation(JsonFiles.tree(results(List.of())));
    return results(facts.plan().claims().stream().map(claims::judge).toList());
  }

  private Results results(List<ClaimResult> claims) {
    FaultResults faults = new FaultDerivation(facts).results();
    return new Results(
        Results.SCHEMA,
        facts.run(),
        environment,
        facts.plan().targets().stream().map(this::target).toList(),
        scenarios().stream().map(this::scenario).toList(),
        sweeps().stream().map(this::sweep).toList(),
        facts.plan().alternatives().stream().map(this::alternative).toList(),
        claims,
        recoveries().stream().map(this::recovery).toList(),
        supporting().stream().map(this::supporting).toList(),
        comparison.use(),
        facts.plan().inputs(),
        facts.failedTests().entrySet().stream()
            .map(e -> new FailedTest(e.getKey(), e.getValue()))
            .toList(),
        facts
            .migration()
            .map(migration -> new MigrationDerivation(migration, facts.scenarios()).result()),
        faults.faults(),
        faults.pairs(),
        faults.mutants(),
        faults.coverage(),
        faults.soak(),
        faults.sometimes());
  }

  private TargetResult target(PlannedTarget planned) {
    String id = planned.target().id();
    Optional<Measurement> measurement = find(facts.measurements(), id);
    Samples samples =
        measurement
            .map(Measurement::samples)
            .orElseGet(() -> Samples.empty(id, planned.target().unit()));
    TargetVerdict verdict =
        samples.n() == 0
            ? planned.target().notMeasured(facts.whyMissing(id))
            : planned
                .target()
                .judge(samples, facts.controlRatio(measurement.flatMap(Measurement::control)));
    Optional<Summary> summary = verdict.summary();
    return new TargetResult(
        id,
        planned.target().name(),
        planned.target().unit(),
        planned.target().bound(),
        planned.asWritten(),
        planned.note(),
        planned.target().statistic().word(),
        verdict.actual(),
        summary.map(Summary::median),
        summary.map(Summary::p99),
        summary.map(Summary::min),
        summary.map(Summary::max),
        summary.map(Summary::mean),
        summary.map(Summary::iqr),
        samples.n(),
        samples.warmUps(),
        planned.target().minimumSamples(),
        facts.controlRatio(measurement.flatMap(Measurement::control)),
        verdict.outcome() == Outcome.UNKNOWN
            ? Optional.empty()
            : Optional.of(verdict.outcome() == Outcome.PASS),
        verdict.outcome(),
        verdict.reason(),
        measurement.map(Measurement::how).orElse(""));
  }

  private MeasureResult supporting(PlannedMeasure planned) {
    Optional<Measurement> measurement = find(facts.measurements(), planned.id());
    Optional<Samples> samples = measurement.map(Measurement::samples);
    Optional<Summary> summary = samples.flatMap(Samples::summary);
    return new MeasureResult(
        planned.id(),
        planned.name(),
        samples.map(Samples::unit).orElse(planned.unit()),
        summary.map(Summary::median),
        summary.map(Summary::p99),
        summary.map(Summary::min),
        summary.map(Summary::max),
        summary.map(Summary::mean),
        summary.map(Summary::iqr),
        samples.map(Samples::n).orElse(0),
        samples.map(Samples::warmUps).orElse(0),
        how(measurement, planned.id()));
  }

  private RecoveryResult recovery(PlannedMeasure planned) {
    Optional<Measurement> measurement = find(facts.recovery(), planned.id());
    Samples samples =
        measurement
            .map(Measurement::samples)
            .orElseGet(() -> Samples.empty(planned.id(), planned.unit()));
    Optional<Double> controlRatio = facts.controlRatio(measurement.flatMap(Measurement::control));
    Optional<Summary> summary = samples.summary();
    return new RecoveryResult(
        planned.id(),
        planned.name(),
        samples.unit(),
        summary.map(Summary::median),
        summary.map(Summary::p99),
        summary.map(Summary::max),
        summary.map(Summary::iqr),
        samples.n(),
        samples.warmUps(),
        controlRatio,
        Arrays.stream(samples.kept()).boxed().toList(),
        how(measurement, planned.id()),
        samples.n() == 0
            ? Regression.notCompared("it was not measured")
            : comparison.compare(samples, controlRatio));
  }

  private ScenarioResult scenario(PlannedScenario planned) {
    List<ScenarioRecord> runs =
        facts.scenarios().stream().filter(s -> s.id().equals(planned.id())).toList();
    Validity verdict =
        Stream.concat(
                Stream.of(runs.size() < planned.runs() ? Validity.UNKNOWN : Validity.VALID),
                runs.stream().map(r -> r.judgement().validity()))
            .max(Comparator.naturalOrder())
            .orElse(Validity.UNKNOWN);
    return new ScenarioResult(
        planned.id(),
        planned.workflow(),
        planned.moment(),
        verdict,
        verdict == Validity.UNKNOWN ? Optional.empty() : Optional.of(verdict == Validity.VALID),
        Stream.concat(
                tooFew(planned, runs.size()).stream(), runs.stream().flatMap(Derivation::reasons))
            .toList(),
        runs.size(),
        count(runs, Validity.VALID),
        count(runs, Validity.UNKNOWN),
        count(runs, Validity.INVALID));
  }

  private SweepResult sweep(PlannedSweep planned) {
    String why = facts.whyMissing(planned.id());
    return facts.sweeps().stream()
        .filter(sweep -> sweep.id().equals(planned.id()))
        .findFirst()
        .map(
            sweep ->
                new SweepDerivation(planned, sweep, why)
                    .result(facts.controlRatio(sweep.record().control())))
        .orElseGet(() -> SweepDerivation.notRun(planned, why));
  }

  private AlternativeResult alternative(PlannedAlternative planned) {
    return new AlternativeDerivation(planned, facts.alternatives(), facts.whyMissing(planned.id()))
        .result();
  }

  private Optional<String> tooFew(PlannedScenario planned, int played) {
    if (played >= planned.runs()) {
      return Optional.empty();
    }
    String why = facts.whyMissing(planned.id());
    return Optional.of(
        played == 0
            ? "not run: " + why
            : "%d of %d runs were played: %s".formatted(played, planned.runs(), why));
  }

  private static Stream<String> reasons(ScenarioRecord run) {
    return run.judgement().reasons().stream().map(reason -> "run " + run.run() + ", " + reason);
  }

  private static int count(List<ScenarioRecord> runs, Validity validity) {
    return (int) runs.stream().filter(r -> r.judgement().validity() == validity).count();
  }

  private String how(Optional<Measurement> measurement, String id) {
    return measurement
        .filter(m -> m.samples().n() > 0)
        .map(Measurement::how)
        .orElseGet(() -> "not measured: " + facts.whyMissing(id));
  }

  private List<PlannedMeasure> supporting() {
    Set<String> targets = new HashSet<>();
    facts.plan().targets().forEach(t -> targets.add(t.target().id()));
    List<Measurement> besides =
        facts.measurements().stream().filter(m -> !targets.contains(m.id())).toList();
    return withUnplanned(
        facts.plan().supporting(),
        PlannedMeasure::id,
        besides.stream().map(this::unplanned).toList());
  }

  private List<PlannedMeasure> recoveries() {
    return withUnplanned(
        facts.plan().recovery(),
        PlannedMeasure::id,
        facts.recovery().stream().map(this::unplanned).toList());
  }

  private List<PlannedScenario> scenarios() {
    return withUnplanned(
        facts.plan().scenarios(),
        PlannedScenario::id,
        facts.scenarios().stream()
            .map(s -> new PlannedScenario(s.id(), s.workflow(), s.moment(), 1))
            .toList());
  }

  private List<PlannedSweep> sweeps() {
    return withUnplanned(
        facts.plan().sweeps(),
        PlannedSweep::id,
        facts.sweeps().stream()
            .map(s -> new PlannedSweep(s.id(), s.record().workflow(), s.record().mode(), ""))
            .toList());
  }

  private PlannedMeasure unplanned(Measurement measurement) {
    return new PlannedMeasure(measurement.id(), measurement.id(), measurement.samples().unit());
  }

  private static <T> List<T> withUnplanned(List<T> planned, Function<T, String> id, List<T> found) {
    Set<String> known = new HashSet<>();
    List<T> all = new ArrayList<>();
    for (List<T> some : List.of(planned, found)) {
      some.stream().filter(each -> known.add(id.apply(each))).forEach(all::add);
    }
    return all;
  }

  private static Optional<Measurement> find(List<Measurement> measurements, String id) {
    return measurements.stream().filter(m -> m.id().equals(id)).findFirst();
  }
}
