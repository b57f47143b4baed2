package dev.crashproof.checker.recovery;

import dev.crashproof.history.Op;
import dev.crashproof.history.recovery.HandedTask;
import dev.crashproof.history.recovery.Recovery;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tasks that the dead worker was handed, and how far the server knew what became of them. */
final class DeadHands {
  private final List<HandedTask> tasks;
  private final long deadNanos;

  DeadHands(Recovery recovery, List<HandedTask> tasks) {
    // A poll of the dead may be answered after its death; that task is lost just the same.
    this.tasks = tasks.stream().filter(t -> t.to().equals(recovery.victim())).toList();
    deadNanos = recovery.dead().nanos();
  }

  /** The workflow task that it never answered, if there is one. */
  Optional<HandedTask> workflowTask() {
    return last(HandedTask.Kind.WORKFLOW, "").filter(t -> committed(t).isEmpty());
  }

  /** The last workflow task that it answered, if it did. */
  Optional<HandedTask> answeredWorkflowTask() {
    return tasks.stream()
        .filter(t -> t.kind() == HandedTask.Kind.WORKFLOW && committed(t).isPresent())
        .max(Comparator.comparingLong(t -> t.handed().index()));
  }

  /** The last attempt at the activity that it was handed, if any. */
  Optional<HandedTask> activity(String activityId) {
    return last(HandedTask.Kind.ACTIVITY, activityId);
  }

  /** When the server took the task's answer, if it did before the worker was dead. */
  Optional<Op> committed(HandedTask task) {
    return task.committed().filter(op -> op.nanos() <= deadNanos);
  }

  private Optional<HandedTask> last(HandedTask.Kind kind, String activityId) {
    return tasks.stream()
        .filter(t -> t.kind() == kind && t.activityId().equals(activityId))
        .max(Comparator.comparingLong(t -> t.handed().index()));
  }
}
