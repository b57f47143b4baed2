package dev.crashproof.measure.recovery;

import dev.crashproof.history.Op;
import java.util.List;

/**
 * A stretch of time that something would explain. May have no length, may reach beyond the
 * recovery, may overlap with others.
 */
record Stretch(Cause cause, long fromNanos, long toNanos, String why, List<Op> ops) {
  static Stretch of(Cause cause, long fromNanos, long toNanos, String why, Op... ops) {
    return new Stretch(cause, fromNanos, toNanos, why, List.of(ops));
  }

  Stretch within(Gap gap) {
    return new Stretch(
        cause, Math.max(fromNanos, gap.fromNanos()), Math.min(toNanos, gap.toNanos()), why, ops);
  }
}
