package dev.crashproof.measure;

import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/**
 * The statistics of some values. Percentiles are exact, interpolated between neighbours (type 7 of
 * Hyndman and Fan): there are tens of values, so that a histogram's buckets would only cost
 * precision. Of fewer than 100 values the 99th percentile lies between the two largest.
 *
 * @param n how many values, at least one
 * @param min the least
 * @param p25 the first quartile
 * @param median the median
 * @param mean the arithmetic mean
 * @param p75 the third quartile
 * @param p99 the 99th percentile
 * @param max the greatest
 */
public record Summary(
    int n, double min, double p25, double median, double mean, double p75, double p99, double max) {
  private static final Quantile QUANTILE =
      Quantile.withDefaults().with(EstimationMethod.HF7).withCopy(true);

  /**
   * Sums some values up.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Summary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("No value, no statistic: give at least one.");
    }
    double[] q = QUANTILE.evaluate(values, 0, 0.25, 0.5, 0.75, 0.99, 1);
    return new Summary(
        values.length, q[0], q[1], q[2], Mean.of(values).getAsDouble(), q[3], q[4], q[5]);
  }

  /** The spread: the distance between the quartiles, which a single outlier does not move. */
  public double iqr() {
    return p75 - p25;
  }
}
