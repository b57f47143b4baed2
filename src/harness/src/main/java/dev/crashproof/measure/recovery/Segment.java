package dev.crashproof.measure.recovery;

import dev.crashproof.history.Op;
import java.util.List;

/**
 * A stretch of a recovery with one cause.
 *
 * @param cause its cause
 * @param fromNanos its begin, by the lane's clock
 * @param toNanos its end, later than its begin
 * @param why in words that a reader can dispute
 * @param ops the ops that show it; none where the event history does
 */
public record Segment(Cause cause, long fromNanos, long toNanos, String why, List<Op> ops) {

  /**
   * Copies the ops, so that a segment never changes.
   *
   * @throws IllegalArgumentException if it has no length
   */
  public Segment {
    if (toNanos <= fromNanos) {
      throw new IllegalArgumentException(
          "A segment ends after it begins, not from %d to %d.".formatted(fromNanos, toNanos));
    }
    ops = List.copyOf(ops);
  }

  /** How long it is. */
  public long nanos() {
    return toNanos - fromNanos;
  }

  /** How long it is, in milliseconds. */
  public double millis() {
    return nanos() / 1e6;
  }
}
