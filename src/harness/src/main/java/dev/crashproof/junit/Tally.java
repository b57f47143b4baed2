package dev.crashproof.junit;

import dev.crashproof.checker.Validity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How many points came out how.
 *
 * @param valid the promise was kept
 * @param unknown nobody can tell
 * @param invalid the promise was broken
 */
record Tally(long valid, long unknown, long invalid) {

  static Tally of(List<JudgedPoint> points) {
    return new Tally(
        count(points, Validity.VALID),
        count(points, Validity.UNKNOWN),
        count(points, Validity.INVALID));
  }

  private static long count(List<JudgedPoint> points, Validity validity) {
    return points.stream().filter(point -> point.validity() == validity).count();
  }

  /** In one line, at the speed that it took. */
  String words(Duration took) {
    double minutes = took.toNanos() / 60e9;
    return String.format(
        Locale.ROOT,
        "%d VALID, %d UNKNOWN, %d INVALID in %.1f s, %.0f points a minute",
        valid,
        unknown,
        invalid,
        took.toNanos() / 1e9,
        (valid + unknown + invalid) / minutes);
  }
}
