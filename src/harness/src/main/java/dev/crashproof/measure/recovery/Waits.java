package dev.crashproof.measure.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.recovery.EventDurations;
import dev.crashproof.history.recovery.HandedTask;
import dev.crashproof.history.recovery.Recovery;
import dev.crashproof.history.recovery.ServerClock;
import dev.crashproof.history.recovery.WorkflowTaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a workflow waited for before a task was handed over: walks back from the task along
 * what led to it, as the event history has it, and yields what it finds, the latest first.
 */
final class Waits {
  private final Recovery recovery;
  private final List<HandedTask> tasks;
  private final List<EventHistory> eventHistories;
  private final ServerClock clock;
  private final Duration timerShift;
  private final ActivityWaits activities;

  Waits(
      Recovery recovery,
      List<HandedTask> tasks,
      List<EventHistory> eventHistories,
      ServerClock clock,
      Duration timerShift) {
    this.recovery = recovery;
    this.tasks = tasks;
    this.eventHistories = eventHistories;
    this.clock = clock;
    this.timerShift = timerShift;
    activities = new ActivityWaits(recovery, tasks, clock, timerShift);
  }

  /** What was waited for in the gap that the task ended. */
  List<Stretch> before(HandedTask task, Gap gap) {
    Optional<EventHistory> eventHistory = eventHistories.stream().filter(task::isOf).findFirst();
    if (eventHistory.isEmpty()) {
      return List.of();
    }
    if (task.kind() == HandedTask.Kind.ACTIVITY) {
      return activities.before(task, eventHistory.get(), gap);
    }
    List<Stretch> found = new ArrayList<>();
    Optional<WorkflowTaskRun> run = run(task, eventHistory.get());
    if (run.isPresent()) {
      found.add(Dispatch.of(clock.nanos(run.get().scheduled()), gap, run.get().queue()));
      ledTo(run.get(), eventHistory.get(), gap, found);
    } else {
      retried(task, found);
    }
    return found;
  }

  /** What was waited for in a gap that ended with the workflow. */
  List<Stretch> before(Event closing, Gap gap) {
    long at = clock.nanos(closing);
    return switch (closing.type()) {
      case "WorkflowExecutionTimedOut" ->
          List.of(
              Stretch.of(
                  Cause.TASK_TIMEOUT,
                  gap.fromNanos(),
                  at,
                  "the workflow ran into its own timeout"));
      case "WorkflowExecutionTerminated" ->
          List.of(
              Stretch.of(Cause.OUTSIDE, gap.fromNanos(), at, "the workflow was then terminated"));
      default -> List.of();
    };
  }

  // A later attempt that did not complete has no events of its own.
  private static Optional<WorkflowTaskRun> run(HandedTask task, EventHistory eventHistory) {
    return WorkflowTaskRun.of(eventHistory).stream()
        .filter(r -> r.started().filter(e -> e.id() == task.startedEventId()).isPresent())
        .filter(
            r ->
                r.scheduled().attribute("attempt").map(Integer::parseInt).orElse(1)
                    == task.attempt())
        .findFirst();
  }

  private void retried(HandedTask task, List<Stretch> found) {
    tasks.stream()
        .filter(t -> t.kind() == task.kind() && t.workflowId().equals(task.workflowId()))
        .filter(t -> t.handed().index() < task.handed().index())
        .max(Comparator.comparingLong(t -> t.handed().index()))
        .ifPresent(
            previous -> {
              long until = task.handed().nanos();
              Optional<Op> failed = recovery.reaped(previous.token()).or(previous::committed);
              failed.ifPresent(
                  op ->
                      found.add(
                          Stretch.of(
                              Cause.RETRY_BACKOFF,
                              op.nanos(),
                              until,
                              "the workflow task had failed and was to be tried again",
                              op,
                              task.handed())));
              found.add(
                  Stretch.of(
                      Cause.TASK_TIMEOUT,
                      previous.handed().nanos(),
                      failed.map(Op::nanos).orElse(until),
                      "attempt %d at the workflow task was with %s until its start-to-close timeout"
                          .formatted(previous.attempt(), previous.to()),
                      previous.handed(),
                      task.handed()));
            });
  }

  private void ledTo(WorkflowTaskRun run, EventHistory eventHistory, Gap gap, List<Stretch> found) {
    Optional<WorkflowTaskRun> previous = previous(run, eventHistory);
    if (previous.isPresent() && !previous.get().completed()) {
      givenUp(previous.get(), run, gap, found);
      ledTo(previous.get(), eventHistory, gap, found);
      return;
    }
    long after = previous.flatMap(WorkflowTaskRun::ended).map(Event::id).orElse(0L);
    List<Event> between = eventHistory.all(e -> e.id() > after && e.id() < run.scheduled().id());
    new Trigger(clock, timerShift, activities).of(between, run, eventHistory, gap, found);
  }

  private static Optional<WorkflowTaskRun> previous(
      WorkflowTaskRun run, EventHistory eventHistory) {
    return WorkflowTaskRun.of(eventHistory).stream()
        .filter(r -> r.ended().filter(e -> e.id() < run.scheduled().id()).isPresent())
        .max(Comparator.comparingLong(r -> r.scheduled().id()));
  }

  private void givenUp(WorkflowTaskRun lost, WorkflowTaskRun next, Gap gap, List<Stretch> found) {
    Event ended = lost.ended().orElseThrow();
    long scheduled = clock.nanos(lost.scheduled());
    long again = clock.nanos(next.scheduled());
    long end = Dispatch.joined(clock.nanos(ended), again);
    long started = lost.started().map(clock::nanos).orElse(scheduled);
    found.add(
        Stretch.of(
            Cause.RETRY_BACKOFF,
            end,
            again,
            "the server waited before it scheduled the workflow task again"));
    if (lost.timedOutUnstarted()) {
      found.add(
          Stretch.of(
              Cause.STICKY_WAIT,
              scheduled,
              end,
              "the workflow task lay in the sticky queue %s until it timed out after %s (event %d)"
                  .formatted(
                      lost.queue(), Words.seconds(clock.nanos(ended) - scheduled), ended.id())));
      return;
    }
    Optional<HandedTask> holder =
        tasks.stream()
            .filter(t -> lost.started().filter(e -> e.id() == t.startedEventId()).isPresent())
            .findFirst();
    if (lost.timedOutStarted()) {
      found.add(
          new Stretch(
              Cause.TASK_TIMEOUT,
              started,
              end,
              "%s held the workflow task until its start-to-close timeout of %s (event %d)"
                  .formatted(
                      holder.map(t -> t.to().toString()).orElse("the dead worker"),
                      EventDurations.of(lost.scheduled(), "startToCloseTimeout")
                          .map(Words::seconds)
                          .orElse("unknown length"),
                      ended.id()),
              holder.map(t -> List.of(t.handed())).orElse(List.of())));
    } else {
      Optional<Op> reap = holder.flatMap(t -> recovery.reaped(t.token()));
      found.add(
          new Stretch(
              Cause.RETRY_BACKOFF,
              started,
              end,
              reap.isPresent()
                  ? "the harness had yet to fail the dead worker's workflow task by its token"
                  : "the workflow task had yet to be failed (event %d)".formatted(ended.id()),
              reap.map(List::of).orElse(List.of())));
    }
    found.add(Dispatch.of(scheduled, new Gap(gap.fromNanos(), started), lost.queue()));
  }
}
