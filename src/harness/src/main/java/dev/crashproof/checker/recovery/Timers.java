package dev.crashproof.checker.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.recovery.EventDurations;
import java.time.Duration;

/** What {@code TimerStarted} promises. */
final class Timers {
  private Timers() {}

  static Duration length(Event started) {
    return EventDurations.of(started, "startToFireTimeout").orElse(Duration.ZERO);
  }
}
