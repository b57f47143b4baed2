package dev.crashproof.measure;

import dev.crashproof.measure.Regression.Kind;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Tells whether samples are clearly slower than a baseline's: by a one-sided rank test
 * (Mann–Whitney), which asks nothing of their distribution, <em>and</em> by the ratio of the
 * medians. Both must say so.
 */
public final class RegressionTest {
  /**
   * The rank test must give less than this. Each run tests some five kill moments; at 1 % each, one
   * run in twenty would stumble by the rank test alone, if nothing had changed and if runs differed
   * by chance only. They do not: two runs on one machine differ by its mood too, which the rank
   * test takes for a change. That is what the second bound is for.
   */
  public static final double P_BELOW = 0.01;

  /**
   * The medians' ratio must be above this. Unassisted recoveries stand on the server's own
   * time-outs (5 s, 10 s) and vary by some 10 %; a cold start of the worker inside them varies by
   * two on a busy machine. Half as long again is more than both together and less than the next
   * time-out.
   */
  public static final double RATIO_ABOVE = 1.5;

  /** With fewer than five on a side even samples all slower than all others give no p below 1 %. */
  public static final int MINIMUM_SAMPLES = 5;

  private RegressionTest() {}

  /**
   * Compares samples with a baseline's.
   *
   * @param controlRatio how many times slower than its best the machine was, where a control ran
   * @throws IllegalArgumentException if their units differ
   */
  public static Regression compare(
      Samples baseline, Samples current, Optional<Double> controlRatio) {
    if (!baseline.unit().equals(current.unit())) {
      throw new IllegalArgumentException(
          "The baseline of %s is in %s, its samples are in %s: accept a new baseline."
              .formatted(current.id(), baseline.unit(), current.unit()));
    }
    if (baseline.n() < MINIMUM_SAMPLES || current.n() < MINIMUM_SAMPLES) {
      return Regression.notCompared(
          "it takes %d samples on each side, there are %d in the baseline and %d in this run"
              .formatted(MINIMUM_SAMPLES, baseline.n(), current.n()));
    }
    double p = p(baseline.kept(), current.kept());
    double ratio = Summary.of(current.kept()).median() / Summary.of(baseline.kept()).median();
    return verdict(p, ratio, controlRatio);
  }

  private static Regression verdict(double p, double ratio, Optional<Double> controlRatio) {
    boolean slower = p < P_BELOW && ratio > RATIO_ABOVE;
    String numbers =
        String.format(
            Locale.ROOT,
            "the median is %.2f times the baseline's, p %.4f (slower means above %.2f and below %.2f)",
            ratio,
            p,
            RATIO_ABOVE,
            P_BELOW);
    if (slower && controlRatio.filter(Control::tooBusy).isPresent()) {
      return new Regression(
          Kind.NOT_COMPARED,
          Optional.of(p),
          Optional.of(ratio),
          "not compared: the machine was too busy, its control took %s times its best; %s"
              .formatted(Quantity.ratio(controlRatio.get()), numbers));
    }
    return new Regression(
        slower ? Kind.SLOWER : Kind.NOT_SLOWER, Optional.of(p), Optional.of(ratio), numbers);
  }

  private static double p(double[] baseline, double[] current) {
    return MannWhitneyUTest.withDefaults()
        .with(AlternativeHypothesis.GREATER_THAN)
        .test(current, baseline)
        .getPValue();
  }
}
