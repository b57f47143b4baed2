package dev.crashproof.recovery;

import java.time.Duration;

/**
 * How long is waited before a child that died is started anew: not at all, unless its lives are
 * short one after the other. Then a start does not help, and each would cost the machine what the
 * last one did.
 */
final class Restarts {
  private static final Duration SHORT_LIFE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private Duration next = Duration.ZERO;

  /** The pause after a life of that length. */
  Duration after(Duration life) {
    if (life.compareTo(SHORT_LIFE) >= 0) {
      next = Duration.ZERO;
    }
    Duration pause = next;
    next = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    return pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
