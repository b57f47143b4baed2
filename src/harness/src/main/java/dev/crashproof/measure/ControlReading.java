package dev.crashproof.measure;

import java.util.Optional;

/**
 * What the control read beside one measure.
 *
 * @param probes how long the loop took each time, in nanoseconds
 * @param bestNanos the least that it took in the whole run so far
 */
public record ControlReading(Samples probes, double bestNanos) {

  /**
   * How many times longer than at its best the loop took, by the median; none where it never ran.
   *
   * @param bestOfRun the least that the loop took in the run, in nanoseconds; a later measure may
   *     have found the machine quieter than this one did
   */
  public Optional<Double> ratio(double bestOfRun) {
    return probes.summary().map(s -> s.median() / Math.min(bestNanos, bestOfRun));
  }

  /** The ratio against the best that was known when this was read. */
  public Optional<Double> ratio() {
    return ratio(bestNanos);
  }
}
