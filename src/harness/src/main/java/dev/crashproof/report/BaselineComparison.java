package dev.crashproof.report;

import dev.crashproof.measure.Regression;
import dev.crashproof.measure.RegressionTest;
import dev.crashproof.measure.Samples;
import dev.crashproof.report.Results.BaselineUse;
import java.util.List;
import java.util.Optional;

/**
 * Holds a run's recovery times against a baseline, where the two can be held against each other.
 */
final class BaselineComparison {
  private final Optional<Baseline> usable;
  private final BaselineUse use;

  BaselineComparison(
      EnvironmentFacts environment, List<Input> inputs, Optional<Baseline> baseline) {
    Optional<String> obstacle =
        baseline.isEmpty()
            ? Optional.of(
                "there is no baseline of the backend %s yet; -D%s=%s makes a run one"
                    .formatted(environment.backend(), Baseline.ACCEPT_PROPERTY, Baseline.ACCEPT))
            : obstacle(environment, inputs, baseline.get());
    this.usable = obstacle.isPresent() ? Optional.empty() : baseline;
    this.use =
        new BaselineUse(
            usable.map(Baseline::run),
            obstacle.orElseGet(() -> baseline.map(BaselineComparison::words).orElse("")));
  }

  BaselineUse use() {
    return use;
  }

  Regression compare(Samples current, Optional<Double> controlRatio) {
    if (usable.isEmpty()) {
      return Regression.notCompared(use.reason());
    }
    return usable
        .get()
        .recovery(current.id())
        .map(before -> RegressionTest.compare(before, current, controlRatio))
        .orElseGet(
            () -> Regression.notCompared("the baseline knows no kill moment " + current.id()));
  }

  private static Optional<String> obstacle(
      EnvironmentFacts environment, List<Input> inputs, Baseline baseline) {
    EnvironmentFacts before = baseline.environment();
    if (!before.backend().equals(environment.backend())) {
      return Optional.of(
          "the baseline is of the backend %s, this run of %s"
              .formatted(before.backend(), environment.backend()));
    }
    if (!environment.comparableTimings()) {
      return Optional.of("this run's timings are not comparable: " + environment.reason());
    }
    return values(inputs).equals(values(baseline.inputs()))
        ? Optional.empty()
        : Optional.of(
            "the baseline's workload had other inputs (%s), this run's %s"
                .formatted(values(baseline.inputs()), values(inputs)));
  }

  private static List<String> values(List<Input> inputs) {
    return inputs.stream().map(i -> i.name() + " " + i.value()).sorted().toList();
  }

  private static String words(Baseline baseline) {
    return "the run %s on the backend %s, Temporal %s, %s, %d cores"
        .formatted(
            baseline.run(),
            baseline.environment().backend(),
            baseline.environment().temporalVersion(),
            // Another machine is told and compared all the same: an unassisted recovery is mostly
            // the
            // server's timeouts, and the bound on the ratio leaves room for the rest.
            baseline.environment().machine().cpuModel(),
            baseline.environment().machine().cores());
  }
}
