package dev.crashproof.measure.recovery;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people read them. */
final class Words {
  private Words() {}

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }

  static String seconds(Duration duration) {
    return seconds(duration.toNanos());
  }
}
