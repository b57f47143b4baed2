package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a worker that no interposer hears moved the workflow on. What such a worker did was not
 * struck and can't be judged.
 */
final class Bypass {
  private static final Set<String> BY_WORKERS =
      Set.of(
          "WorkflowTaskStarted",
          "WorkflowTaskCompleted",
          "ActivityTaskStarted",
          "ActivityTaskCompleted");

  private Bypass() {}

  /** What shows it, in words; empty where nothing does. */
  static Optional<String> words(Executions executions, WireLog wire) {
    List<Event> done =
        executions.all().stream()
            .flatMap(e -> e.eventHistory().all(event -> BY_WORKERS.contains(event.type())).stream())
            .toList();
    if (done.isEmpty()) {
      return Optional.empty();
    }
    boolean heard =
        wire.exchanges().stream()
            .anyMatch(
                e ->
                    e.on(WireOp.TEMPORAL)
                        && wire.workflowId(e).length() > 0
                        && executions.mayKnow(wire.workflowId(e)));
    if (!heard) {
      return Optional.of(
          ("the worker does not speak through the interposer: the event history has %d events of a"
                  + " worker's, the wire has nothing of this workflow; start the worker with the"
                  + " interposer's address, and no other worker on its task queue")
              .formatted(done.size()));
    }
    Set<String> strangers = new TreeSet<>();
    Set<String> identities = wire.identities();
    done.forEach(e -> e.attribute("identity").ifPresent(strangers::add));
    strangers.removeAll(identities);
    return identities.isEmpty() || strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("a worker does not speak through the interposer: %s took part in the workflow and was"
                    + " never heard on the wire; let no other worker poll its task queue")
                .formatted(String.join(", ", strangers)));
  }
}
