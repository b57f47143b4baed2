package dev.crashproof.checker;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What workers that were paused and woken said of tasks that had been taken over meanwhile: a later
 * task of the same activity or workflow had been handed out, or the workflow had been closed.
 */
final class Zombies {
  private static final Set<String> ANSWERS =
      Set.of(
          "RespondActivityTaskCompleted",
          "RespondActivityTaskFailed",
          "RespondActivityTaskCanceled",
          "RecordActivityTaskHeartbeat",
          "RespondWorkflowTaskCompleted",
          "RespondWorkflowTaskFailed");
  private static final Set<String> REJECTIONS =
      Set.of("NOT_FOUND", "INVALID_ARGUMENT", "FAILED_PRECONDITION", "ALREADY_EXISTS");
  private static final String CLOSING = "Execution";

  private final WireLog wire;
  private final List<Op> wakings;

  Zombies(History history) {
    this.wire = WireLog.of(history);
    this.wakings = history.all(op -> op.is(OpKind.OK, "resume"));
  }

  /** Whether any worker was woken. */
  boolean woken() {
    return !wakings.isEmpty();
  }

  /** What they sent late, in order. */
  List<Exchange> late() {
    return wire.exchanges().stream()
        .filter(e -> ANSWERS.contains(e.call()) && afterWaking(e))
        .filter(e -> wire.taskOf(e).filter(task -> takenOver(task, e)).isPresent())
        .toList();
  }

  /** The task that a late message is about. */
  Optional<Task> taskOf(Exchange message) {
    return wire.taskOf(message);
  }

  static boolean rejected(Exchange message) {
    return message
        .answer()
        .filter(op -> op.kind() == OpKind.FAIL)
        .flatMap(op -> op.detail(WireOp.STATUS))
        .filter(REJECTIONS::contains)
        .isPresent();
  }

  /** Whether it was rejected, itself or, where its sender gave it up, when it was sent again. */
  boolean rejectedAtLast(Exchange message) {
    return rejected(message)
        || late().stream()
            .filter(later -> later.id() > message.id() && later.call().equals(message.call()))
            .filter(later -> wire.taskOf(later).equals(wire.taskOf(message)))
            .anyMatch(Zombies::rejected);
  }

  private boolean afterWaking(Exchange message) {
    return wakings.stream()
        .anyMatch(
            woken ->
                message.id() > woken.index()
                    && message.worker().equals(woken.process())
                    && woken
                        .detail(WireOp.START)
                        .filter(s -> !s.equals(Integer.toString(message.start())))
                        .isEmpty());
  }

  private boolean takenOver(Task task, Exchange message) {
    return wire.tasks().stream()
            .filter(other -> other.answer().index() > task.answer().index())
            .filter(other -> other.answer().index() < message.id())
            .anyMatch(other -> succeeds(other, task))
        || closedBefore(task, message);
  }

  private static boolean succeeds(Task other, Task task) {
    boolean elsewhere = !other.exchange().of(task.exchange().worker(), task.exchange().start());
    return elsewhere
        && other.workflowId().equals(task.workflowId())
        && other.runId().equals(task.runId())
        && other.activityId().equals(task.activityId())
        && (!task.ofActivity() || other.attempt() > task.attempt());
  }

  /** Whether another worker's decision had closed the workflow's run by then. */
  private boolean closedBefore(Task task, Exchange message) {
    return wire.calls("RespondWorkflowTaskCompleted").stream()
        .filter(e -> e.ok().filter(ok -> ok.index() < message.id()).isPresent())
        .filter(e -> wire.workflowId(e).equals(task.workflowId()))
        .filter(e -> wire.runId(e).equals(task.runId()))
        .anyMatch(e -> e.detail(WireOp.COMMANDS).filter(Zombies::closes).isPresent());
  }

  private static boolean closes(String commands) {
    for (var command : Json.expected(commands)) {
      String type = command.path("type").asText("");
      if (type.endsWith("Workflow" + CLOSING)
          && !type.startsWith("StartChild")
          && !type.contains("External")) {
        return true;
      }
    }
    return false;
  }
}
