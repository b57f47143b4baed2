package dev.crashproof.measure;

/**
 * One measured value.
 *
 * @param value the value, in the unit of its {@link Samples}
 * @param warmUp whether it was taken to warm up and is left out of every statistic; it is kept all
 *     the same, so that one can see what was left out
 */
public record Sample(double value, boolean warmUp) {

  /**
   * Refuses what no clock and no scale can show.
   *
   * @throws IllegalArgumentException if the value is negative, infinite or no number
   */
  public Sample {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("A sample is a number from 0, not " + value + ".");
    }
  }
}
