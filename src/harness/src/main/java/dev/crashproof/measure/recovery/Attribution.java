package dev.crashproof.measure.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.recovery.HandedTask;
import dev.crashproof.history.recovery.HandedTasks;
import dev.crashproof.history.recovery.Recovery;
import dev.crashproof.history.recovery.Replacement;
import dev.crashproof.history.recovery.ServerClock;
import dev.crashproof.history.recovery.WorkerStart;
import dev.crashproof.history.wire.WireOp;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Splits one recovery. Where several things went on at once, the first of these rules that applies
 * names the time:
 *
 * <ol>
 *   <li>after the last commit: the completion was yet to be seen
 *   <li>until there is a replacement that polls: what it still had to do to get there
 *   <li>while a task of the workflow is in living hands: replay, else work
 *   <li>else the workflow waits, and what ended the wait names it: the chain of timeouts, backoffs,
 *       timers and messages that led to the next task ({@link Waits})
 *   <li>what is left is unexplained
 * </ol>
 */
final class Attribution {
  private final Recovery recovery;
  private final Op closed;
  private final List<EventHistory> eventHistories;
  private final List<HandedTask> tasks;
  private final Optional<ServerClock> clock;
  private final Duration timerShift;
  private final Canvas canvas;

  Attribution(
      Recovery recovery, Op closed, List<EventHistory> eventHistories, Duration timerShift) {
    this.recovery = recovery;
    this.closed = closed;
    this.eventHistories = eventHistories;
    this.timerShift = timerShift;
    tasks =
        HandedTasks.of(recovery.lane()).stream()
            .filter(t -> t.kind() != HandedTask.Kind.QUERY)
            .filter(t -> t.handed().index() <= closed.index())
            .filter(t -> eventHistories.stream().anyMatch(t::isOf))
            .toList();
    clock = ServerClock.of(recovery, tasks, eventHistories);
    canvas = new Canvas(recovery.kill().nanos(), closed.nanos());
  }

  List<Segment> segments() {
    completionSeen();
    untilItPolls();
    inLivingHands();
    waits();
    canvas.put(
        Stretch.of(
            Cause.UNEXPLAINED,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            "nothing that was recorded tells what the workflow waited for"));
    return canvas.segments();
  }

  private void completionSeen() {
    Optional<Op> commit = closingTask().flatMap(HandedTask::committed);
    commit
        .map(Op::nanos)
        .or(() -> closing().flatMap(e -> clock.map(c -> c.nanos(e))))
        .ifPresent(
            at ->
                canvas.put(
                    new Stretch(
                        Cause.COMPLETION_SEEN,
                        at,
                        Long.MAX_VALUE,
                        "the workflow was closed, its client had yet to see it",
                        commit.map(op -> List.of(op, closed)).orElse(List.of(closed)))));
  }

  // A chain of runs is closed by its last.
  private Optional<Event> closing() {
    String workflowId = recovery.workflowId();
    return eventHistories.stream()
        .filter(h -> h.workflowId().equals(workflowId))
        .flatMap(h -> h.closing().stream())
        .max(Comparator.comparing(Event::time));
  }

  private Optional<HandedTask> closingTask() {
    Optional<Event> closing = closing();
    return eventHistories.stream()
        .filter(h -> h.closing().equals(closing) && closing.isPresent())
        .findFirst()
        .flatMap(
            h ->
                closing
                    .flatMap(e -> e.attribute("workflowTaskCompletedEventId"))
                    .flatMap(id -> h.event(Long.parseLong(id)))
                    .flatMap(e -> e.attribute("startedEventId"))
                    .map(Long::parseLong)
                    .flatMap(
                        started ->
                            tasks.stream()
                                .filter(t -> t.isOf(h) && t.startedEventId() == started)
                                .findFirst()));
  }

  private void untilItPolls() {
    Op kill = recovery.kill();
    Op dead = recovery.dead();
    canvas.put(
        Stretch.of(
            Cause.DEATH_SEEN,
            kill.nanos(),
            dead.nanos(),
            "signal 9 was sent to " + recovery.victim() + ", its process group was not empty yet",
            kill,
            dead));
    recovery.replacement().ifPresent(r -> untilItPolls(dead, r));
  }

  private void untilItPolls(Op dead, Replacement replacement) {
    long awake = dead.nanos();
    if (replacement.cold()) {
      Op starting = replacement.starting().orElse(replacement.called());
      canvas.put(
          Stretch.of(
              Cause.PROCESS_START,
              dead.nanos(),
              starting.nanos(),
              "the replacement had not been started yet",
              dead,
              starting));
      if (replacement.firstSign().isPresent()) {
        Op sign = replacement.firstSign().get();
        awake = sign.nanos();
        canvas.put(
            Stretch.of(
                Cause.PROCESS_START,
                starting.nanos(),
                sign.nanos(),
                replacement.who() + " started and was first heard on a wire: " + sign.name(),
                starting,
                sign));
      }
    }
    if (replacement.firstPoll().isPresent()) {
      Op poll = replacement.firstPoll().get();
      canvas.put(
          Stretch.of(
              Cause.FIRST_POLL,
              awake,
              poll.nanos(),
              replacement.cold()
                  ? replacement.who() + " set itself up until it polled for workflow tasks"
                  : "the polls of the standby " + replacement.who() + " were still held",
              poll));
    }
  }

  private boolean living(HandedTask task) {
    return !task.to().equals(recovery.victim());
  }

  private void inLivingHands() {
    List<Stretch> hands = tasks.stream().filter(this::living).map(this::inHands).toList();
    hands.stream().filter(s -> s.cause() == Cause.REPLAY).forEach(canvas::put);
    hands.forEach(canvas::put);
  }

  private Stretch inHands(HandedTask task) {
    boolean replay = task.kind() == HandedTask.Kind.WORKFLOW && rebuilds(task);
    Optional<Op> settled = task.settled();
    return new Stretch(
        replay ? Cause.REPLAY : Cause.WORK,
        task.handed().nanos(),
        settled.map(Op::nanos).orElseGet(() -> forsaken(task)),
        replay
            ? "%s rebuilt the workflow's state and answered its workflow task".formatted(task.to())
            : task.kind() == HandedTask.Kind.WORKFLOW
                ? "a workflow task was in the hands of " + task.to()
                : "attempt %d at an activity was in the hands of %s"
                    .formatted(task.attempt(), task.to()),
        settled.map(op -> List.of(task.handed(), op)).orElse(List.of(task.handed())));
  }

  // The state of a workflow that has completed no workflow task is nothing: no replay.
  private boolean rebuilds(HandedTask task) {
    boolean begun =
        eventHistories.stream()
            .filter(task::isOf)
            .anyMatch(
                h ->
                    h.first(
                            e ->
                                e.is("WorkflowTaskCompleted")
                                    && e.id() < Math.max(1, task.startedEventId()))
                        .isPresent());
    return begun && (task.firstEventId() == 1 || fetchedHistory(task));
  }

  private boolean fetchedHistory(HandedTask task) {
    long until = task.settled().map(Op::index).orElse(closed.index());
    return recovery
        .lane()
        .first(
            op ->
                op.is(OpKind.INVOKE, "GetWorkflowExecutionHistory")
                    && op.index() > task.handed().index()
                    && op.index() < until
                    && WorkerStart.of(op).equals(task.to())
                    && op.detail(WireOp.WORKFLOW_ID).map(task.workflowId()::equals).orElse(true))
        .isPresent();
  }

  // A task that was never answered is in nobody's hands any more when it is handed over again.
  private long forsaken(HandedTask task) {
    return tasks.stream()
        .filter(t -> t.handed().index() > task.handed().index())
        .filter(t -> t.kind() == task.kind() && t.activityId().equals(task.activityId()))
        .filter(t -> t.workflowId().equals(task.workflowId()))
        .mapToLong(t -> t.handed().nanos())
        .findFirst()
        .orElse(closed.nanos());
  }

  private void waits() {
    if (clock.isEmpty()) {
      return;
    }
    Waits waits = new Waits(recovery, tasks, eventHistories, clock.get(), timerShift);
    for (Gap gap : canvas.gaps()) {
      ending(gap).map(task -> waits.before(task, gap)).orElseGet(() -> atEnd(waits, gap)).stream()
          .map(stretch -> stretch.within(gap))
          .forEach(canvas::put);
    }
  }

  private Optional<HandedTask> ending(Gap gap) {
    return tasks.stream()
        .filter(this::living)
        .filter(t -> t.handed().nanos() >= gap.toNanos())
        .findFirst();
  }

  private List<Stretch> atEnd(Waits waits, Gap gap) {
    return closing().map(e -> waits.before(e, gap)).orElse(List.of());
  }
}
