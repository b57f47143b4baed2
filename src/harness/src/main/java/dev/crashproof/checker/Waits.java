package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a workflow was waiting for at an instant, as its event histories tell. */
final class Waits {
  private static final Set<String> FROM_OUTSIDE =
      Set.of(
          "WorkflowExecutionSignaled",
          "WorkflowExecutionUpdateAccepted",
          "WorkflowExecutionUpdateAdmitted",
          "WorkflowExecutionCancelRequested",
          "WorkflowExecutionTerminated",
          "WorkflowExecutionTimedOut");
  private static final Set<String> ACTIVITY_ENDS =
      Set.of(
          "ActivityTaskCompleted",
          "ActivityTaskFailed",
          "ActivityTaskTimedOut",
          "ActivityTaskCanceled");
  private static final Set<String> TASK_ENDS =
      Set.of("WorkflowTaskCompleted", "WorkflowTaskFailed", "WorkflowTaskTimedOut");

  private final List<EventHistory> eventHistories;

  Waits(Executions executions) {
    this.eventHistories = executions.all().stream().map(Execution::eventHistory).toList();
  }

  /** When the first timer that runs at that instant is due. */
  Optional<Instant> due(Instant at) {
    return eventHistories.stream()
        .flatMap(h -> Stream.concat(timers(h, at), backoffs(h, at)))
        .filter(due -> due.isAfter(at))
        .min(Instant::compareTo);
  }

  /** Whether nothing is under way at that instant: what comes next must come from outside. */
  boolean idle(Instant at) {
    return eventHistories.stream().allMatch(h -> idle(upTo(h, at)));
  }

  /** Whether an event is such a thing. */
  static boolean fromOutside(Event event) {
    return FROM_OUTSIDE.contains(event.type());
  }

  private static Stream<Instant> timers(EventHistory whole, Instant at) {
    EventHistory then = upTo(whole, at);
    return then.all(e -> e.is("TimerStarted")).stream()
        .filter(
            started ->
                !endedBy(then, Set.of("TimerFired", "TimerCanceled"), "startedEventId", started))
        .flatMap(started -> due(started, "startToFireTimeout").stream());
  }

  /** A workflow whose first task waits, by a start delay, a cron, or a retry. */
  private static Stream<Instant> backoffs(EventHistory whole, Instant at) {
    EventHistory then = upTo(whole, at);
    return then.first(e -> e.is("WorkflowTaskScheduled")).isPresent()
        ? Stream.empty()
        : then.first(e -> e.is("WorkflowExecutionStarted")).stream()
            .flatMap(started -> due(started, "firstWorkflowTaskBackoff").stream());
  }

  private static Optional<Instant> due(Event event, String attribute) {
    Duration duration =
        Duration.ofSeconds(
            number(event, attribute + ".seconds"), number(event, attribute + ".nanos"));
    return duration.isZero() ? Optional.empty() : Optional.of(event.time().plus(duration));
  }

  private static long number(Event event, String attribute) {
    return event.attribute(attribute).map(Long::parseLong).orElse(0L);
  }

  private static boolean idle(EventHistory then) {
    List<Event> open =
        new ArrayList<>(
            then.all(
                e ->
                    e.is("ActivityTaskScheduled")
                        && !endedBy(then, ACTIVITY_ENDS, "scheduledEventId", e)));
    open.addAll(
        then.all(
            e ->
                e.is("WorkflowTaskScheduled") && !endedBy(then, TASK_ENDS, "scheduledEventId", e)));
    return open.isEmpty();
  }

  private static boolean endedBy(
      EventHistory eventHistory, Set<String> ends, String reference, Event begun) {
    String id = Long.toString(begun.id());
    return eventHistory
        .first(
            e -> ends.contains(e.type()) && e.attribute(reference).filter(id::equals).isPresent())
        .isPresent();
  }

  private static EventHistory upTo(EventHistory whole, Instant at) {
    return new EventHistory(
        whole.workflowId(), whole.runId(), whole.all(e -> !e.time().isAfter(at)));
  }
}
