package dev.crashproof.checker;

import dev.crashproof.ledger.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the attempts that the ledger tells of were handed to a worker on the wire. */
final class HandedOver {
  private final Executions executions;
  private final WireLog wire;
  private final Owners owners;

  HandedOver(Executions executions, WireLog wire) {
    this.executions = executions;
    this.wire = wire;
    this.owners = new Owners(executions);
  }

  /** The attempts that no worker was asked for, in words. */
  List<String> missing(Evidence evidence) {
    List<String> missing = new ArrayList<>();
    for (Attempt attempt : evidence.ledger().attempts()) {
      if (executions.mayKnow(attempt.workflowId()) && !local(attempt) && !handedOver(attempt)) {
        missing.add(
            "attempt %d of %s (key %s) was made, but never handed to a worker on the wire"
                .formatted(attempt.attempt(), attempt.activityType(), attempt.key()));
      }
    }
    return missing;
  }

  private boolean handedOver(Attempt attempt) {
    Optional<Scheduled> activity = owner(attempt);
    List<Task> tasks =
        activity
            .map(wire::tasksOf)
            .orElseGet(
                () ->
                    wire.tasks().stream()
                        .filter(Task::ofActivity)
                        .filter(t -> t.activityType().equals(attempt.activityType()))
                        .toList());
    return tasks.stream().anyMatch(t -> t.attempt() == attempt.attempt() && t.delivered());
  }

  private Optional<Scheduled> owner(Attempt attempt) {
    return owners
        .of(attempt.key(), attempt.workflowId(), attempt.activityType())
        .map(Owner::activity);
  }

  /** A local activity is the worker's own affair: the server hands nothing over for it. */
  private boolean local(Attempt attempt) {
    return owner(attempt).isEmpty()
        && executions.all().stream().anyMatch(Execution::hasLocalActivities)
        && executions.activities().stream().noneMatch(a -> a.type().equals(attempt.activityType()));
  }
}
