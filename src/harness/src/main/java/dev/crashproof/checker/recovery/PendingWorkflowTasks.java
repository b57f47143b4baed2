package dev.crashproof.checker.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.recovery.EventDurations;
import dev.crashproof.history.recovery.HandedTask;
import dev.crashproof.history.recovery.ServerClock;
import dev.crashproof.history.recovery.WorkflowTaskRun;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireOp;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The workflow task that was pending when the worker died, and where the next one would go. */
final class PendingWorkflowTasks {
  // Temporal's default, for an event history that does not say.
  private static final Duration WORKFLOW_TASK_TIMEOUT = Duration.ofSeconds(10);
  // The SDKs' default, for a wire that does not say.
  private static final Duration STICKY_TIMEOUT = Duration.ofSeconds(5);

  private final EventHistory atDeath;
  private final DeadHands hands;
  private final ServerClock clock;
  private final Optional<WorkflowTaskRun> last;

  PendingWorkflowTasks(EventHistory atDeath, DeadHands hands, ServerClock clock) {
    this.atDeath = atDeath;
    this.hands = hands;
    this.clock = clock;
    last =
        WorkflowTaskRun.of(atDeath).stream().max(Comparator.comparingLong(r -> r.scheduled().id()));
  }

  /** The one that was pending, if there was one. */
  Optional<Pending> pending() {
    Optional<WorkflowTaskRun> open = last.filter(r -> r.ended().isEmpty());
    Optional<HandedTask> held = hands.workflowTask().filter(t -> !ended(t));
    if (held.isPresent()) {
      return Optional.of(
          new Pending.StartedWorkflowTask(
              held.get().handed().nanos(), startToClose(), List.of(held.get().handed())));
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Optional<Event> started = open.get().started();
    if (started.isPresent()) {
      return Optional.of(
          new Pending.StartedWorkflowTask(clock.nanos(started.get()), startToClose(), List.of()));
    }
    return Optional.of(
        sticky(open.get())
            ? new Pending.QueuedSticky(
                clock.nanos(open.get().scheduled()), stickyTimeout(), open.get().queue())
            : new Pending.QueuedWorkflowTask());
  }

  /**
   * How long the next workflow task would lie in the dead worker's sticky queue. The server forgets
   * that queue when a workflow task fails or times out, so one that is pending is the last to go
   * there.
   */
  Optional<Duration> boundFor() {
    boolean bound =
        last.filter(WorkflowTaskRun::completed).isPresent()
            && pending().isEmpty()
            && hands
                .answeredWorkflowTask()
                .flatMap(HandedTask::settlement)
                .map(PendingWorkflowTasks::asksForSticky)
                .orElse(true);
    return bound ? Optional.of(stickyTimeout()) : Optional.empty();
  }

  // An answer that the server refuses ends the task as well.
  private boolean ended(HandedTask held) {
    return WorkflowTaskRun.of(atDeath).stream()
        .filter(r -> r.ended().isPresent())
        .anyMatch(r -> r.started().filter(e -> e.id() == held.startedEventId()).isPresent());
  }

  private static boolean asksForSticky(WireExchange answer) {
    return answer.arrived().detail(WireOp.STICKY_TIMEOUT).filter(t -> !t.equals("0")).isPresent();
  }

  private boolean sticky(WorkflowTaskRun run) {
    return atDeath
        .first(e -> e.is("WorkflowExecutionStarted"))
        .flatMap(e -> e.attribute("taskQueue"))
        .filter(common -> !common.equals(run.queue()))
        .isPresent();
  }

  private Duration startToClose() {
    return last.flatMap(r -> EventDurations.of(r.scheduled(), "startToCloseTimeout"))
        .or(
            () ->
                atDeath
                    .first(e -> e.is("WorkflowExecutionStarted"))
                    .flatMap(e -> EventDurations.of(e, "workflowTaskTimeout")))
        .orElse(WORKFLOW_TASK_TIMEOUT);
  }

  private Duration stickyTimeout() {
    return hands
        .answeredWorkflowTask()
        .flatMap(HandedTask::settlement)
        .flatMap(s -> s.arrived().detail(WireOp.STICKY_TIMEOUT))
        .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
        .orElse(STICKY_TIMEOUT);
  }
}
