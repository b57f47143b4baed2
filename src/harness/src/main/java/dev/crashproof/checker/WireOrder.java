package dev.crashproof.checker;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether on the wire nothing came before its cause: no answer before its question. */
final class WireOrder {
  private static final String WORKFLOW_TASK_COMPLETED = "RespondWorkflowTaskCompleted";

  private WireOrder() {}

  /**
   * What was found.
   *
   * @param wrong each breach in words
   * @param ops the ops that show them
   */
  record Finding(List<String> wrong, List<Op> ops) {}

  static Finding of(Evidence evidence, Executions executions) {
    WireLog wire = WireLog.of(evidence.history());
    List<String> wrong = new ArrayList<>();
    List<Op> ops = new ArrayList<>();
    for (Exchange exchange : wire.exchanges()) {
      Optional<Op> arrived = exchange.arrived();
      Optional<Task> task = wire.taskOf(exchange);
      if (arrived.isPresent() && task.isPresent()) {
        if (arrived.get().index() < task.get().answer().index()) {
          wrong.add(
              "%s arrived before its task was handed over: %s".formatted(exchange, task.get()));
          ops.add(arrived.get());
          ops.add(task.get().answer());
        } else if (withheld(task.get())) {
          wrong.add(
              "%s answers a task that was kept from the worker: %s"
                  .formatted(exchange, task.get()));
          ops.add(arrived.get());
          ops.add(task.get().answer());
        }
      }
    }
    for (Scheduled activity : executions.activities()) {
      Optional<Op> asked = scheduling(activity, wire);
      wire.tasksOf(activity).stream()
          .filter(t -> asked.filter(op -> t.answer().index() < op.index()).isPresent())
          .forEach(
              t -> {
                wrong.add("%s was handed over before the workflow asked for it".formatted(t));
                ops.add(t.answer());
                ops.add(asked.orElseThrow());
              });
    }
    return new Finding(List.copyOf(wrong), List.copyOf(ops));
  }

  private static boolean withheld(Task task) {
    return !task.delivered() && task.exchange().step(Step.REPLY_DROPPED).isPresent();
  }

  /** The arrival of the first completion whose commands ask for the activity. */
  private static Optional<Op> scheduling(Scheduled activity, WireLog wire) {
    return wire.calls(WORKFLOW_TASK_COMPLETED).stream()
        .filter(e -> activity.execution().is(wire.workflowId(e)))
        .filter(e -> Commands.of(e).stream().anyMatch(c -> Commands.schedules(c, activity)))
        .flatMap(e -> e.arrived().stream())
        .findFirst();
  }
}
