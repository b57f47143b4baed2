package dev.crashproof.report;

import dev.crashproof.measure.ControlReading;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All raw facts of one run, as they were saved.
 *
 * @param run the run's name: the time of its beginning, UTC
 * @param plan what it set out to do
 * @param environment what it was made in; absent where none came up
 * @param measurements the measures, by id
 * @param recovery the recovery times, by id
 * @param scenarios the runs of scenarios, by id and run
 * @param sweeps the sweeps, by id
 * @param alternatives the turns of alternatives, in the order taken
 * @param missing why something is not there, by its id
 * @param failedTests what else went wrong, by the test that saw it
 * @param migration what happened while workflows were moved, where they were
 * @param faults the trials, mutants and soak
 */
public record RunFacts(
    String run,
    Plan plan,
    Optional<EnvironmentFacts> environment,
    List<Measurement> measurements,
    List<Measurement> recovery,
    List<ScenarioRecord> scenarios,
    List<SweepFacts> sweeps,
    List<AlternativeRecord> alternatives,
    Map<String, String> missing,
    Map<String, String> failedTests,
    Optional<MigrationFacts> migration,
    FaultFacts faults) {

  /** Copies the collections, so that facts never change. */
  public RunFacts {
    measurements = List.copyOf(measurements);
    recovery = List.copyOf(recovery);
    scenarios = List.copyOf(scenarios);
    sweeps = List.copyOf(sweeps);
    alternatives = List.copyOf(alternatives);
    missing = Collections.unmodifiableMap(new TreeMap<>(missing));
    failedTests = Collections.unmodifiableMap(new TreeMap<>(failedTests));
  }

  /** The same facts, held against another plan. */
  RunFacts with(Plan other) {
    return new RunFacts(
        run,
        other,
        environment,
        measurements,
        recovery,
        scenarios,
        sweeps,
        alternatives,
        missing,
        failedTests,
        migration,
        faults);
  }

  /** Why something is not there: its own reason, or that there was no environment. */
  String whyMissing(String id) {
    return Optional.ofNullable(missing.get(id))
        .or(
            () ->
                Optional.ofNullable(missing.get("environment"))
                    .map(why -> "there was no environment: " + why))
        .orElse("the run ended before it came to it");
  }

  /** How busy the machine was meanwhile, against the control's best in the whole run. */
  Optional<Double> controlRatio(Optional<ControlReading> control) {
    double best =
        Stream.of(
                measurements.stream().map(Measurement::control),
                recovery.stream().map(Measurement::control),
                sweeps.stream().map(sweep -> sweep.record().control()))
            .flatMap(readings -> readings)
            .flatMap(Optional::stream)
            .mapToDouble(ControlReading::bestNanos)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    return control.flatMap(reading -> reading.ratio(best));
  }
}
