package dev.crashproof.suite.secure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What certificates and keys end by. Nothing is measured with it. */
public final class WallClock {
  private static final Clock CLOCK = Clock.systemUTC();

  private WallClock() {}

  /** The time that is so long from now. */
  public static Instant in(Duration duration) {
    return CLOCK.instant().plus(duration);
  }

  /** Whether it is later than that, so that no rounding to seconds makes a difference. */
  public static boolean isPast(Instant time) {
    return CLOCK.instant().isAfter(time.plusSeconds(1));
  }
}
