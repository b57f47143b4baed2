package dev.crashproof.measure.recovery;

import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.recovery.EventDurations;
import dev.crashproof.history.recovery.ServerClock;
import dev.crashproof.history.recovery.WorkflowTaskRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells what a workflow waited for before something happened that called for a workflow task. */
final class Trigger {
  private final ServerClock clock;
  private final Duration timerShift;
  private final ActivityWaits activities;

  Trigger(ServerClock clock, Duration timerShift, ActivityWaits activities) {
    this.clock = clock;
    this.timerShift = timerShift;
    this.activities = activities;
  }

  /**
   * Adds what was waited for.
   *
   * @param between what happened between the last workflow task and the one called for
   */
  void of(
      List<Event> between,
      WorkflowTaskRun called,
      EventHistory eventHistory,
      Gap gap,
      List<Stretch> found) {
    // The server writes the event that calls for a workflow task just before it.
    Optional<Event> trigger = between.stream().filter(Trigger::callsForATask).reduce((a, b) -> b);
    if (trigger.isEmpty()) {
      unexplained(called, gap, found);
      return;
    }
    Event event = trigger.get();
    long at = clock.nanos(event);
    String type = event.type();
    found.add(
        Stretch.of(
            Cause.WORK,
            at,
            Dispatch.joined(at, clock.nanos(called.scheduled())),
            "dispatch: the server wrote down the workflow task"));
    if (type.equals("TimerFired")) {
      timer(event, eventHistory, found);
    } else if (type.startsWith("ActivityTask")) {
      activity(event, eventHistory, gap, found);
    } else if (type.startsWith("ChildWorkflow") || type.contains("ExternalWorkflow")) {
      found.add(
          Stretch.of(Cause.WORK, gap.fromNanos(), at, "another workflow was under way: " + type));
    } else if (type.equals("WorkflowExecutionStarted")) {
      started(event, called, gap, found);
    } else {
      found.add(
          Stretch.of(
              Cause.OUTSIDE,
              gap.fromNanos(),
              at,
              "the workflow waited for its client: %s (event %d)".formatted(type, event.id())));
    }
  }

  private static boolean callsForATask(Event event) {
    return switch (event.type()) {
      case "TimerFired",
          "WorkflowExecutionStarted",
          "WorkflowExecutionSignaled",
          "WorkflowExecutionCancelRequested",
          "WorkflowExecutionUpdateAdmitted",
          "ActivityTaskCompleted",
          "ActivityTaskFailed",
          "ActivityTaskTimedOut",
          "ActivityTaskCanceled" ->
          true;
      default ->
          (event.type().startsWith("ChildWorkflow")
                  || event.type().startsWith("ExternalWorkflow")
                  || event.type().startsWith("NexusOperation"))
              || event.type().endsWith("ExternalWorkflowExecutionFailed")
              || event.type().equals("StartChildWorkflowExecutionFailed");
    };
  }

  // No event calls for the workflow task that an update brings: the server makes it up until the
  // worker has accepted the update.
  private void unexplained(WorkflowTaskRun called, Gap gap, List<Stretch> found) {
    found.add(
        Stretch.of(
            Cause.OUTSIDE,
            gap.fromNanos(),
            clock.nanos(called.scheduled()),
            "the workflow waited for its client: no event called for its next workflow task, as"
                + " with an update"));
  }

  private void started(Event event, WorkflowTaskRun called, Gap gap, List<Stretch> found) {
    long at = clock.nanos(event);
    found.add(
        Stretch.of(
            Cause.RETRY_BACKOFF,
            at,
            clock.nanos(called.scheduled()),
            "the run's first workflow task was put off"));
    boolean byAWorkflow =
        event.attribute("continuedExecutionRunId").isPresent()
            || event.attributes().keySet().stream().anyMatch(k -> k.startsWith("parentWorkflow"));
    found.add(
        Stretch.of(
            byAWorkflow ? Cause.WORK : Cause.OUTSIDE,
            gap.fromNanos(),
            at,
            byAWorkflow
                ? "another run of the workflow, or its parent, was to start it"
                : "the workflow had not been started yet"));
  }

  private void timer(Event fired, EventHistory eventHistory, List<Stretch> found) {
    Optional<Event> started =
        fired.attribute("startedEventId").flatMap(id -> eventHistory.event(Long.parseLong(id)));
    started.ifPresent(
        e -> {
          long from = clock.nanos(e);
          long due =
              from + EventDurations.of(e, "startToFireTimeout").map(Duration::toNanos).orElse(0L);
          long at = clock.nanos(fired);
          found.add(
              Stretch.of(
                  Cause.TIMER,
                  due,
                  Math.min(at, due + timerShift.toNanos()),
                  "the timer was due and had not fired: the server's timer shift"));
          found.add(
              Stretch.of(
                  Cause.TIMER,
                  from,
                  Math.min(due, at),
                  "the workflow slept: a timer of %s (event %d)"
                      .formatted(Words.seconds(due - from), e.id())));
        });
  }

  private void activity(Event ended, EventHistory eventHistory, Gap gap, List<Stretch> found) {
    Predicate<ActivityRun> its = a -> a.ended().filter(ended::equals).isPresent();
    eventHistory.activities().stream()
        .filter(its)
        .findFirst()
        .ifPresent(run -> activities.ended(run, ended, gap, found));
  }
}
