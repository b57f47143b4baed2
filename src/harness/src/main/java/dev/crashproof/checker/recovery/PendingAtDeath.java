package dev.crashproof.checker.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.recovery.HandedTask;
import dev.crashproof.history.recovery.HandedTasks;
import dev.crashproof.history.recovery.Recovery;
import dev.crashproof.history.recovery.ServerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a workflow was waiting for when its worker was dead: what the event history had come to by
 * then, and what the wire tells of tasks that the worker never answered.
 *
 * @param atDeath the event history as it stood when the worker was dead
 * @param pending what was pending; empty where the workflow waited for its client alone, or was
 *     closed
 * @param stickyTimeout how long the next workflow task would lie in the dead worker's sticky queue;
 *     empty where the workflow was not bound to it
 */
public record PendingAtDeath(
    EventHistory atDeath, List<Pending> pending, Optional<Duration> stickyTimeout) {

  /** Copies the list, so that it never changes. */
  public PendingAtDeath {
    pending = List.copyOf(pending);
  }

  /**
   * Reads it from a recovery, for each run that had begun.
   *
   * @param eventHistories the workflow's event history, complete, and those of its children and
   *     later runs
   * @return empty where nothing ties the server's clock to the ops
   */
  public static Optional<List<PendingAtDeath>> of(
      Recovery recovery, List<EventHistory> eventHistories) {
    List<HandedTask> tasks = HandedTasks.of(recovery.lane());
    return ServerClock.of(recovery, tasks, eventHistories)
        .map(
            clock ->
                eventHistories.stream()
                    .map(h -> of(recovery, h, tasks, clock))
                    .filter(p -> !p.atDeath().events().isEmpty())
                    .toList());
  }

  /**
   * Reads it from a recovery.
   *
   * @param eventHistory the run's event history, complete
   * @param allTasks all tasks that changed hands
   * @param clock the server's clock
   */
  static PendingAtDeath of(
      Recovery recovery, EventHistory eventHistory, List<HandedTask> allTasks, ServerClock clock) {
    List<HandedTask> tasks = allTasks.stream().filter(t -> t.isOf(eventHistory)).toList();
    EventHistory atDeath = upTo(eventHistory, recovery.dead().nanos(), clock);
    if (atDeath.closing().isPresent()) {
      return new PendingAtDeath(atDeath, List.of(), Optional.empty());
    }
    DeadHands hands = new DeadHands(recovery, tasks);
    PendingWorkflowTasks workflowTasks = new PendingWorkflowTasks(atDeath, hands, clock);
    List<Pending> pending = new ArrayList<>();
    workflowTasks.pending().ifPresent(pending::add);
    pending.addAll(new PendingActivities(atDeath, hands, clock).pending());
    pending.addAll(timers(atDeath, eventHistory, clock));
    return new PendingAtDeath(atDeath, pending, workflowTasks.boundFor());
  }

  // Ids are in the order of writing, times are not quite: an activity's start is written when it
  // ends, and what comes while a workflow task is under way is written after it.
  private static EventHistory upTo(EventHistory eventHistory, long nanos, ServerClock clock) {
    long last = 0;
    for (Event event : eventHistory.events()) {
      if (clock.nanos(event) > nanos) {
        break;
      }
      if (!event.is("ActivityTaskStarted")) {
        last = event.id();
      }
    }
    return eventHistory.upTo(last);
  }

  private static List<Pending> timers(
      EventHistory atDeath, EventHistory eventHistory, ServerClock clock) {
    return atDeath.all(e -> e.is("TimerStarted")).stream()
        .filter(e -> ends(atDeath, e).isEmpty())
        .<Pending>map(
            e ->
                new Pending.RunningTimer(
                    e.id(),
                    clock.nanos(e) + Timers.length(e).toNanos(),
                    ends(eventHistory, e).filter(end -> end.is("TimerFired")).isPresent()))
        .toList();
  }

  private static Optional<Event> ends(EventHistory in, Event started) {
    String id = Long.toString(started.id());
    return in.first(
        e ->
            (e.is("TimerFired") || e.is("TimerCanceled"))
                && e.attribute("startedEventId").filter(id::equals).isPresent());
  }

  /** Whether the run was closed. */
  public boolean closed() {
    return atDeath.closing().isPresent();
  }

  /** What of it the run waited for: a timer that never fired was nothing to wait for. */
  public List<Pending> waitedFor() {
    return pending.stream()
        .filter(p -> !(p instanceof Pending.RunningTimer timer) || timer.fired())
        .toList();
  }

  /** Whether the run waited for nothing but its client. */
  public boolean forItsClientAlone() {
    return waitedFor().isEmpty() && !closed();
  }

  /** The workflow ids of the children that were running. */
  List<String> children() {
    return atDeath.all(e -> e.is("ChildWorkflowExecutionStarted")).stream()
        .filter(started -> ended(started).isEmpty())
        .flatMap(started -> started.attribute("workflowExecution.workflowId").stream())
        .toList();
  }

  private Optional<Event> ended(Event child) {
    String id = Long.toString(child.id());
    return atDeath.first(
        e ->
            e.type().startsWith("ChildWorkflowExecution")
                && e.attribute("startedEventId").filter(id::equals).isPresent());
  }
}
