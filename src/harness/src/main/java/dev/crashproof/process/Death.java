package dev.crashproof.process;

import java.time.Duration;

/**
 * The proof that a kill struck. The nanoseconds are those of the recorder's ops.
 *
 * @param signal the signal sent, 9
 * @param exitCode how the started process ended: 137 when the signal ended it; its own code where
 *     it had ended before and only its descendants were left to be killed
 * @param signalNanos taken immediately before the signal was sent to the whole group
 * @param emptyNanos taken after no process of the group was seen alive any more
 */
public record Death(int signal, int exitCode, long signalNanos, long emptyNanos) {

  /** How long dying took. */
  public Duration took() {
    return Duration.ofNanos(emptyNanos - signalNanos);
  }
}
