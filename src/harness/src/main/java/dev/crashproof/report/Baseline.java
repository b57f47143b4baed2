package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.measure.Control;
import dev.crashproof.measure.RegressionTest;
import dev.crashproof.measure.Sample;
import dev.crashproof.measure.Samples;
import dev.crashproof.report.Results.RecoveryResult;
import dev.crashproof.report.Results.ScenarioResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The recovery times that later runs on the same backend are held against. It stands in {@code
 * baseline/<backend>.json} of the reports and is committed. A run never moves it by itself, or the
 * worker could get slower step by step and every step would pass: only {@link #accept} does.
 *
 * @param schema the file's version
 * @param run the run that was accepted
 * @param environment what that run was made in
 * @param inputs what its workload was run with
 * @param recovery its recovery times, by kill moment
 */
public record Baseline(
    int schema,
    String run,
    EnvironmentFacts environment,
    List<Input> inputs,
    List<Samples> recovery) {

  /** The version of the file that this class reads and writes; the results' moves on its own. */
  public static final int SCHEMA = 1;

  /**
   * The system property by which a person accepts the present run: {@code
   * -Dcrashproof.baseline=accept}.
   */
  public static final String ACCEPT_PROPERTY = "crashproof.baseline";

  /** The value of {@link #ACCEPT_PROPERTY} that accepts. */
  public static final String ACCEPT = "accept";

  /** Copies the lists, so that a baseline never changes. */
  public Baseline {
    inputs = List.copyOf(inputs);
    recovery = List.copyOf(recovery);
  }

  /** The committed baseline of a backend, if there is one. */
  public static Optional<Baseline> find(Path reportsDirectory, String backend) {
    Path file = file(reportsDirectory, backend);
    return Files.exists(file)
        ? Optional.of(JsonFiles.read(file, Baseline.class))
        : Optional.empty();
  }

  /**
   * Makes a run the baseline of its backend, in place of the one before.
   *
   * @throws IllegalStateException if the run is no measure for others: a scenario is not VALID, a
   *     kill moment has too few recovery times to be compared with, the machine was busy, or its
   *     timings are not comparable
   */
  public static Baseline accept(Results results, Path reportsDirectory) {
    refusal(results)
        .ifPresent(
            why -> {
              throw new IllegalStateException(
                  "Run %s can't be the baseline (%s=%s): %s."
                      .formatted(results.run(), ACCEPT_PROPERTY, ACCEPT, why));
            });
    Baseline baseline =
        new Baseline(
            SCHEMA,
            results.run(),
            results.environment(),
            results.inputs(),
            results.recovery().stream().map(Baseline::samples).toList());
    JsonFiles.write(file(reportsDirectory, results.environment().backend()), baseline);
    return baseline;
  }

  /** The times of a kill moment, if the baseline has it. */
  Optional<Samples> recovery(String moment) {
    return recovery.stream().filter(s -> s.id().equals(moment)).findFirst();
  }

  private static Optional<String> refusal(Results results) {
    if (!results.environment().comparableTimings()) {
      return Optional.of("its timings are not comparable: " + results.environment().reason());
    }
    if (results.recovery().isEmpty()) {
      return Optional.of("it has no recovery times");
    }
    Optional<String> few =
        results.recovery().stream()
            .filter(r -> r.n() < RegressionTest.MINIMUM_SAMPLES)
            .map(
                r ->
                    "it has %d recovery times of %s, and no run could be held against fewer than %d"
                        .formatted(r.n(), r.moment(), RegressionTest.MINIMUM_SAMPLES))
            .findFirst();
    // A slow baseline lets every later run pass.
    Optional<String> busy =
        results.recovery().stream()
            .filter(r -> r.controlRatio().filter(Control::tooBusy).isPresent())
            .map(r -> "the machine was too busy during " + r.moment())
            .findFirst();
    Optional<String> bad =
        results.scenarios().stream()
            .filter(s -> s.verdict() != Validity.VALID)
            .map(ScenarioResult::id)
            .findFirst();
    return few.or(() -> busy).or(() -> bad.map(id -> "its scenario " + id + " is not VALID"));
  }

  private static Samples samples(RecoveryResult result) {
    return new Samples(
        result.moment(),
        result.unit(),
        result.samples().stream().map(value -> new Sample(value, false)).toList());
  }

  private static Path file(Path reportsDirectory, String backend) {
    return reportsDirectory.resolve("baseline").resolve(backend + ".json");
  }
}
