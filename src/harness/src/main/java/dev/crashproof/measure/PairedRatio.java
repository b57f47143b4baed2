package dev.crashproof.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How one measure compares with another that was taken beside it, pair by pair: what slowed the
 * machine for a while slowed both halves of a pair.
 *
 * @param median the median of the pairs' ratios
 * @param low the lower end of its confidence interval
 * @param high the upper end
 * @param confidence how often such an interval holds the true median: 0.95
 * @param n how many pairs
 */
public record PairedRatio(double median, double low, double high, double confidence, int n) {
  private static final double CONFIDENCE = 0.95;
  private static final int RESAMPLES = 10_000;

  /**
   * The ratios of the first to the second, and the percentile bootstrap's interval of their median
   * (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13), of 10,000 resamples.
   *
   * @param first one value a pair
   * @param second its neighbour, above 0
   * @param seed of the resampling; the same seed gives the same interval
   * @throws IllegalArgumentException if they are no pairs, or there is none
   */
  public static PairedRatio of(double[] first, double[] second, long seed) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "%d values and %d make no pairs: give as many of each, one at least."
              .formatted(first.length, second.length));
    }
    double[] ratios = new double[first.length];
    for (int i = 0; i < ratios.length; i++) {
      if (!(second[i] > 0)) {
        throw new IllegalArgumentException(
            "A ratio needs values above 0, and pair %d has %s.".formatted(i + 1, second[i]));
      }
      ratios[i] = first[i] / second[i];
    }
    double[] medians = medians(ratios, new SplittableRandom(seed));
    int cut = (int) Math.round(RESAMPLES * (1 - CONFIDENCE) / 2);
    return new PairedRatio(
        Summary.of(ratios).median(),
        medians[cut],
        medians[RESAMPLES - 1 - cut],
        CONFIDENCE,
        ratios.length);
  }

  private static double[] medians(double[] ratios, SplittableRandom random) {
    double[] medians = new double[RESAMPLES];
    double[] drawn = new double[ratios.length];
    for (int i = 0; i < RESAMPLES; i++) {
      Arrays.setAll(drawn, each -> ratios[random.nextInt(ratios.length)]);
      medians[i] = Summary.of(drawn).median();
    }
    Arrays.sort(medians);
    return medians;
  }
}
