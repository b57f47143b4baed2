package dev.crashproof.suite;

import java.time.Duration;
import java.util.Locale;

/**
 * Tells a person what is happening as it happens: one line a step, with the time since the start.
 */
public final class Console {
  private final long origin = System.nanoTime();

  /** Says one line. */
  public void step(String line) {
    Duration since = Duration.ofNanos(System.nanoTime() - origin);
    System.out.printf(
        Locale.ROOT,
        "crashproof %d:%02d.%d  %s%n",
        since.toMinutes(),
        since.toSecondsPart(),
        since.toMillisPart() / 100,
        line);
  }
}
