package dev.crashproof.history;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A workflow's event history as the Temporal server tells it, as plain values.
 *
 * @param workflowId the workflow's id
 * @param runId the run's id
 * @param events the events, by id
 */
public record EventHistory(String workflowId, String runId, List<Event> events) {

  /** Copies the events, so that an event history never changes. */
  public EventHistory {
    events = List.copyOf(events);
  }

  /** The first event that the predicate takes, if any. */
  public Optional<Event> first(Predicate<Event> predicate) {
    return events.stream().filter(predicate).findFirst();
  }

  /** The events that the predicate takes, in order. */
  public List<Event> all(Predicate<Event> predicate) {
    return events.stream().filter(predicate).toList();
  }
}
