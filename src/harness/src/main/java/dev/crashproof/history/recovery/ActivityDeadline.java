package dev.crashproof.history.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.Op;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the server gives up an attempt at an activity whose worker has died, and by which timeout.
 *
 * @param timeout in Temporal's words: {@code heartbeat}, {@code start-to-close}, {@code
 *     schedule-to-close}
 * @param length how long it is
 * @param sinceNanos when it began to run
 */
public record ActivityDeadline(String timeout, Duration length, long sinceNanos) {

  /** When it ends, if the server's timers are on time. */
  public long atNanos() {
    return sinceNanos + length.toNanos();
  }

  /**
   * The first timeout that ends an attempt.
   *
   * @param scheduled the activity's {@code ActivityTaskScheduled}
   * @param scheduledNanos when that was
   * @param startedNanos when the attempt was handed to its worker
   * @param beats the heartbeats that the server took of this attempt
   * @return none where the activity has no timeout that would ever end it
   */
  public static Optional<ActivityDeadline> of(
      Event scheduled, long scheduledNanos, long startedNanos, List<Op> beats) {
    long lastSign = beats.isEmpty() ? startedNanos : beats.get(beats.size() - 1).nanos();
    return Stream.of(
            deadline(scheduled, "heartbeatTimeout", "heartbeat", lastSign),
            deadline(scheduled, "startToCloseTimeout", "start-to-close", startedNanos),
            deadline(scheduled, "scheduleToCloseTimeout", "schedule-to-close", scheduledNanos))
        .flatMap(Optional::stream)
        .min((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
  }

  private static Optional<ActivityDeadline> deadline(
      Event scheduled, String attribute, String words, long since) {
    return EventDurations.of(scheduled, attribute)
        .map(length -> new ActivityDeadline(words, length, since));
  }
}
