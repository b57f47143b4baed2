package dev.crashproof.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A workflow's event history as the Temporal server tells it, as plain values.
 *
 * @param workflowId the workflow's id
 * @param runId the run's id
 * @param events the events, by id
 */
public record EventHistory(String workflowId, String runId, List<Event> events) {
  private static final Set<String> CLOSINGS =
      Set.of(
          "WorkflowExecutionCompleted",
          "WorkflowExecutionFailed",
          "WorkflowExecutionTimedOut",
          "WorkflowExecutionCanceled",
          "WorkflowExecutionTerminated",
          "WorkflowExecutionContinuedAsNew");

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

  /** The event of that id, if it is there. */
  public Optional<Event> event(long id) {
    return first(e -> e.id() == id);
  }

  /** The last event's id; 0 where there is no event. */
  public long lastEventId() {
    return events.isEmpty() ? 0 : events.get(events.size() - 1).id();
  }

  /** What stood here when the event of that id was the last. */
  public EventHistory upTo(long lastEventId) {
    return new EventHistory(workflowId, runId, all(e -> e.id() <= lastEventId));
  }

  /** The event that closed the run: completed, failed, timed out, …; none while it is open. */
  public Optional<Event> closing() {
    return first(e -> CLOSINGS.contains(e.type()));
  }

  /** The run's activities, in the order scheduled. */
  public List<ActivityRun> activities() {
    return Activities.of(this);
  }

  /** The activity of that name, if it was scheduled. */
  public Optional<ActivityRun> activity(ActivityName name) {
    return activities().stream().filter(a -> a.name().equals(name)).findFirst();
  }
}
