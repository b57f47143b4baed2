package dev.crashproof.history;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One event of a workflow's {@link EventHistory}.
 *
 * @param id the event's id, from 1
 * @param time when the server wrote it, by the server's wall clock
 * @param type the type's name in Temporal's words: {@code ActivityTaskScheduled}, {@code
 *     TimerFired}, …
 * @param attributes what it carries, by the proto field's JSON name ({@code scheduledEventId},
 *     {@code activityId}, {@code attempt}, …), those that are plain values; {@code activityType} is
 *     the type's name
 */
public record Event(long id, Instant time, String type, Map<String, String> attributes) {

  /** Copies the attributes, so that an event never changes. */
  public Event {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** An attribute by its name, if the event carries it. */
  public Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** Whether this is an event of the type. */
  public boolean is(String eventType) {
    return type.equals(eventType);
  }
}
