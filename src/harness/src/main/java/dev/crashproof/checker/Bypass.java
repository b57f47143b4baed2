package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
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
    executions.all().forEach(execution -> strangers.addAll(strangers(execution, wire)));
    return strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("a worker does not speak through the interposer: %s took part in the workflow and was"
                    + " never heard on the wire; let no other worker poll its task queue")
                .formatted(String.join(", ", strangers)));
  }

  /** Those who were neither heard polling nor handed the task on the wire. */
  private static Set<String> strangers(Execution execution, WireLog wire) {
    Set<String> identities = wire.identities();
    Set<String> strangers = new TreeSet<>();
    for (Event event : execution.eventHistory().all(e -> BY_WORKERS.contains(e.type()))) {
      event
          .attribute("identity")
          .filter(identity -> !identities.isEmpty() && !identities.contains(identity))
          // A worker whose poll was open before the run began is known by its task alone.
          .filter(identity -> !handedOver(event, execution, wire))
          .ifPresent(strangers::add);
    }
    return strangers;
  }

  private static boolean handedOver(Event event, Execution execution, WireLog wire) {
    if (event.type().startsWith("ActivityTask")) {
      Optional<String> scheduled = event.attribute("scheduledEventId");
      return execution.activities().stream()
          .filter(
              a -> scheduled.filter(Long.toString(a.run().scheduled().id())::equals).isPresent())
          .anyMatch(a -> !wire.tasksOf(a).isEmpty());
    }
    String started =
        event.is("WorkflowTaskStarted")
            ? Long.toString(event.id())
            : event.attribute("startedEventId").orElse("");
    EventHistory eventHistory = execution.eventHistory();
    return wire.tasks().stream()
        .filter(t -> execution.is(t.workflowId()) && t.runId().equals(eventHistory.runId()))
        .anyMatch(t -> t.startedEvent().filter(started::equals).isPresent());
  }
}
