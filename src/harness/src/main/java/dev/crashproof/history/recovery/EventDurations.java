package dev.crashproof.history.recovery;

import dev.crashproof.history.Event;
import java.time.Duration;
import java.util.Optional;

/** Durations that an event carries, flattened as {@code name.seconds} and {@code name.nanos}. */
public final class EventDurations {
  private EventDurations() {}

  /**
   * The duration of that name; empty where the event carries none or zero, which means the same.
   */
  public static Optional<Duration> of(Event event, String name) {
    Duration duration =
        Duration.ofSeconds(
            Long.parseLong(event.attribute(name + ".seconds").orElse("0")),
            Long.parseLong(event.attribute(name + ".nanos").orElse("0")));
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }
}
