package dev.crashproof.sweep;

import dev.crashproof.checker.Validity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What came of a sweep.
 *
 * @param results one a boundary, in the plan's order
 * @param took from the first worker's start to the last judged point
 */
public record SweepOutcome(List<PointResult> results, Duration took) {

  /** Sorts and copies the results. */
  public SweepOutcome {
    results = results.stream().sorted(Comparator.comparingInt(PointResult::number)).toList();
  }

  /** Those that are not VALID. */
  public List<PointResult> doubtful() {
    return results.stream().filter(result -> result.validity() != Validity.VALID).toList();
  }

  /** How many points it came to in a minute. */
  public double pointsPerMinute() {
    return results.size() / (took.toNanos() / 60e9);
  }
}
