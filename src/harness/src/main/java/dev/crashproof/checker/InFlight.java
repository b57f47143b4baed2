package dev.crashproof.checker;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which activity each request to a database or a service was sent for: the one whose transaction is
 * open on its connection, the one that its text tells, or the only one under way.
 */
final class InFlight {
  // Shorter ids stand in a text by chance.
  private static final int UNMISTAKABLE = 8;

  private final WireLog wire;
  private final Map<String, Task> transactions = new HashMap<>();

  InFlight(WireLog wire) {
    this.wire = wire;
  }

  /**
   * The tasks that requests to a database or a service were sent for, by their exchanges' ids; none
   * for one of which it can't be told.
   */
  static Map<Long, Task> all(WireLog wire) {
    InFlight inFlight = new InFlight(wire);
    Map<Long, Task> tasks = new HashMap<>();
    wire.exchanges().stream()
        .filter(e -> e.on(WireOp.POSTGRES) || e.on(WireOp.HTTP))
        .forEach(e -> inFlight.servedBy(e).ifPresent(task -> tasks.put(e.id(), task)));
    return tasks;
  }

  /** The activity's task; to be asked in the order in which the requests arrived. */
  Optional<Task> servedBy(Exchange request) {
    String connection =
        String.join(
            "/",
            request.worker(),
            Integer.toString(request.start()),
            request.detail(WireOp.CONNECTION).orElse(""));
    Optional<Task> task =
        Optional.ofNullable(transactions.get(connection)).or(() -> byText(request));
    boolean open =
        request
            .answer()
            .flatMap(op -> op.detail(WireOp.TRANSACTION))
            .filter(state -> !state.equals("idle"))
            .isPresent();
    if (open) {
      task.ifPresent(t -> transactions.put(connection, t));
    } else {
      transactions.remove(connection);
    }
    return task;
  }

  private Optional<Task> byText(Exchange request) {
    String text = request.detail(WireOp.TEXT).orElse("");
    List<Task> underWay = underWay(request);
    List<Task> told =
        underWay.stream()
            .filter(t -> t.activityId().length() >= UNMISTAKABLE)
            .filter(t -> text.contains(t.activityId()))
            .toList();
    List<Task> candidates = told.isEmpty() ? underWay : told;
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  /** The activities that its worker had been handed and not answered when the request arrived. */
  private List<Task> underWay(Exchange request) {
    Optional<Op> arrived = request.arrived();
    return arrived.isEmpty()
        ? List.of()
        : wire.tasks().stream()
            .filter(Task::ofActivity)
            .filter(t -> t.exchange().of(request.worker(), request.start()))
            .filter(t -> t.answer().index() < arrived.get().index())
            .filter(t -> !answered(t, arrived.get()))
            .toList();
  }

  private boolean answered(Task task, Op moment) {
    return wire.exchanges().stream()
        .filter(e -> e.call().startsWith("Respond"))
        .filter(e -> wire.taskOf(e).filter(task::equals).isPresent())
        .flatMap(e -> e.arrived().stream())
        .anyMatch(op -> op.index() < moment.index());
  }
}
