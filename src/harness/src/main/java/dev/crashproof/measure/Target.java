package dev.crashproof.measure;

import java.util.Optional;

/**
 * An upper bound on one statistic of one measure.
 *
 * @param id the id of the measure it is about: {@code startup_time}
 * @param name its name for people: {@code Startup Time}
 * @param unit the unit of the bound and of the samples
 * @param bound what the statistic must stay below; equal to it is a miss
 * @param statistic which statistic
 * @param minimumSamples how many samples it takes to say anything
 */
public record Target(
    String id, String name, String unit, double bound, Statistic statistic, int minimumSamples) {

  /**
   * Refuses a bound or a number of samples that nothing could meet or fail.
   *
   * @throws IllegalArgumentException if so
   */
  public Target {
    if (!(bound > 0) || Double.isInfinite(bound) || minimumSamples < 1) {
      throw new IllegalArgumentException(
          "The target %s needs a bound above 0 and at least 1 sample, not %s and %d."
              .formatted(id, bound, minimumSamples));
    }
  }

  /**
   * Judges samples. The control only excuses a miss; a pass on a busy machine is a pass all the
   * same.
   *
   * @param controlRatio how many times slower than its best the machine was during the measure,
   *     where a control ran beside it
   * @throws IllegalArgumentException if the samples have another unit
   */
  public TargetVerdict judge(Samples samples, Optional<Double> controlRatio) {
    if (!samples.unit().equals(unit)) {
      throw new IllegalArgumentException(
          "The target %s is in %s, its samples are in %s: record them in the target's unit."
              .formatted(id, unit, samples.unit()));
    }
    return samples
        .summary()
        .map(summary -> judge(summary, controlRatio))
        .orElseGet(() -> notMeasured("there is no sample"));
  }

  /** The verdict where there is nothing to judge: UNKNOWN, and why. */
  public TargetVerdict notMeasured(String why) {
    return new TargetVerdict(
        this,
        Outcome.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "not measured: " + why);
  }

  private TargetVerdict judge(Summary summary, Optional<Double> controlRatio) {
    double actual = statistic.of(summary);
    String fact =
        "%s %s, target below %s"
            .formatted(statistic.word(), Quantity.text(actual, unit), Quantity.bound(bound, unit));
    Outcome outcome;
    String reason;
    if (summary.n() < minimumSamples) {
      outcome = Outcome.UNKNOWN;
      reason =
          "%s, but %d samples are too few: it takes %d"
              .formatted(fact, summary.n(), minimumSamples);
    } else if (actual < bound) {
      outcome = Outcome.PASS;
      reason = fact;
    } else if (controlRatio.filter(Control::tooBusy).isPresent()) {
      outcome = Outcome.UNKNOWN;
      reason =
          "%s, but the machine was too busy to tell: the control took %s times its best (bound %s)"
              .formatted(
                  fact, Quantity.ratio(controlRatio.get()), Quantity.ratio(Control.BUSY_ABOVE));
    } else {
      outcome = Outcome.MISS;
      reason = fact;
    }
    return new TargetVerdict(
        this, outcome, Optional.of(actual), Optional.of(summary), controlRatio, reason);
  }
}
