package dev.crashproof.checker.recovery;

import java.time.Duration;
import java.util.Locale;

/**
 * One item of a prediction.
 *
 * @param what what the time is granted for
 * @param duration how long, after the items before it
 */
public record Predicted(String what, Duration duration) {

  /** {@code 1.204 s}. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }

  @Override
  public String toString() {
    return seconds(duration) + " " + what;
  }
}
