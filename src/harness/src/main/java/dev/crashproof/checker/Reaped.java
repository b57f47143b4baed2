package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The workflow tasks of dead workers that the harness itself failed, each good for one event. */
final class Reaped {
  private final WireLog wire;
  private final List<Op> ops;
  private final List<Op> unused;

  private Reaped(WireLog wire, List<Op> ops) {
    this.wire = wire;
    this.ops = ops;
    this.unused = new ArrayList<>(ops);
  }

  static Reaped of(History history) {
    return new Reaped(
        WireLog.of(history),
        history.all(
            op ->
                op.name().equals("reap")
                    && op.detail("task").filter("workflow"::equals).isPresent()
                    && op.detail("status").filter("OK"::equals).isPresent()));
  }

  /** Whether the harness brought about that failure. Counts each reap once. */
  boolean explains(Event failed) {
    Optional<String> failedTask = failed.attribute("startedEventId");
    Optional<Op> reap =
        unused.stream()
            .filter(op -> startedEvent(op).equals(failedTask))
            .findFirst()
            // Where the wire does not tell which task it was, it may have been this one.
            .or(() -> unused.stream().filter(op -> startedEvent(op).isEmpty()).findFirst());
    reap.ifPresent(unused::remove);
    return reap.isPresent();
  }

  List<Op> ops() {
    return ops;
  }

  private Optional<String> startedEvent(Op reap) {
    return reap.detail("token").flatMap(wire::taskOf).flatMap(Task::startedEvent);
  }
}
