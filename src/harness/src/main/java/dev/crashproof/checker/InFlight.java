package dev.crashproof.checker;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Optional;

/** Which activity a request to a database or a service was sent for. */
final class InFlight {
  // Shorter ids stand in a text by chance.
  private static final int UNMISTAKABLE = 8;

  private InFlight() {}

  /** The activities that its worker had been handed and not answered when the request arrived. */
  static List<Task> at(Exchange request, WireLog wire) {
    Optional<Op> arrived = request.arrived();
    if (arrived.isEmpty()) {
      return List.of();
    }
    long moment = arrived.get().index();
    return wire.tasks().stream()
        .filter(Task::ofActivity)
        .filter(t -> t.exchange().of(request.worker(), request.start()))
        .filter(t -> t.answer().index() < moment)
        .filter(
            t ->
                wire.exchanges().stream()
                    .filter(e -> e.call().startsWith("Respond"))
                    .filter(e -> wire.taskOf(e).filter(t::equals).isPresent())
                    .flatMap(e -> e.arrived().stream())
                    .noneMatch(op -> op.index() < moment))
        .toList();
  }

  /** The one among them that the request's text tells, else the only one. */
  static Optional<Task> servedBy(Exchange request, List<Task> open) {
    String text = request.detail(WireOp.TEXT).orElse("");
    List<Task> told =
        open.stream()
            .filter(t -> t.activityId().length() >= UNMISTAKABLE)
            .filter(t -> text.contains(t.activityId()))
            .toList();
    List<Task> candidates = told.isEmpty() ? open : told;
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }
}
