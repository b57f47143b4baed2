package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All tasks that were handed over, by the start of the worker that has them. */
final class Tasks {
  private final Map<String, List<Task>> byTenant = new HashMap<>();

  void add(Task task) {
    byTenant.computeIfAbsent(Wires.tenant(task.handedOver()), t -> new ArrayList<>()).add(task);
  }

  /** Whether that start of the worker has had a task. */
  boolean served(Op op) {
    return byTenant.containsKey(Wires.tenant(op));
  }

  /** The task that the request is about: by its token, else by the ids it names. */
  Optional<Task> of(Op request) {
    return last(of -> Wires.sameToken(of, request)).or(() -> byIds(request));
  }

  /** What that start of the worker is at, in the order handed over. */
  List<Task> inFlight(Op op) {
    return byTenant.getOrDefault(Wires.tenant(op), List.of()).stream()
        .filter(task -> !task.ended())
        .toList();
  }

  /** All that it was ever handed. */
  List<Task> all(Op op) {
    return byTenant.getOrDefault(Wires.tenant(op), List.of());
  }

  private Optional<Task> byIds(Op request) {
    String workflow = Wires.text(request, WireOp.WORKFLOW_ID);
    String run = Wires.text(request, WireOp.RUN_ID);
    String activity = Wires.text(request, WireOp.ACTIVITY_ID);
    if (workflow.isEmpty()) {
      return Optional.empty();
    }
    return last(
        of ->
            workflow.equals(Wires.text(of, WireOp.WORKFLOW_ID))
                && activity.equals(Wires.text(of, WireOp.ACTIVITY_ID))
                && (run.isEmpty() || run.equals(Wires.text(of, WireOp.RUN_ID))));
  }

  private Optional<Task> last(Predicate<Op> handedOver) {
    return byTenant.values().stream()
        .flatMap(List::stream)
        .filter(task -> handedOver.test(task.handedOver()))
        .reduce(
            (one, other) -> other.handedOver().index() > one.handedOver().index() ? other : one);
  }
}
