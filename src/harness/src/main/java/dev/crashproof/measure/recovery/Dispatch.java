package dev.crashproof.measure.recovery;

import java.time.Duration;

/** The time that a task lay in a queue from which someone living polls. */
final class Dispatch {
  // Handing out takes milliseconds. A task that lies longer waits for something else, and it would
  // be no explanation to say that it lay in a queue.
  private static final Duration AT_MOST = Duration.ofSeconds(1);

  // What the server writes in one go bears times that differ by microseconds.
  private static final Duration ONE_GO = Duration.ofMillis(10);

  private Dispatch() {}

  /** When something was over that made the server write down the next in the same go. */
  static long joined(long end, long next) {
    return next > end && next - end <= ONE_GO.toNanos() ? next : end;
  }

  /** From when it was there and could be asked for, until the gap's end. */
  static Stretch of(long scheduled, Gap gap, String queue) {
    long from =
        joined(gap.fromNanos(), scheduled) == scheduled
            ? gap.fromNanos()
            : Math.max(scheduled, gap.fromNanos());
    return Stretch.of(
        Cause.WORK,
        from,
        Math.min(gap.toNanos(), from + AT_MOST.toNanos()),
        "dispatch: the task lay in the queue " + queue);
  }
}
