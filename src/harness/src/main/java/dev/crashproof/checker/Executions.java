package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A workflow's runs, one after the other, and the runs of its children. */
final class Executions {
  private final List<Execution> all = new ArrayList<>();
  private final List<EventHistory> unplaced;

  private Executions(Evidence evidence) {
    unplaced = new ArrayList<>(evidence.others());
    place("", evidence.eventHistory());
    // Those that nothing leads to still count: an effect of theirs has a cause.
    for (EventHistory stranger : List.copyOf(unplaced)) {
      all.add(new Execution("workflow " + stranger.workflowId() + ": ", stranger));
    }
  }

  static Executions of(Evidence evidence) {
    return new Executions(evidence);
  }

  /** The first run first. */
  List<Execution> all() {
    return List.copyOf(all);
  }

  List<Scheduled> activities() {
    return all.stream().flatMap(e -> e.activities().stream()).toList();
  }

  Optional<Execution> scope(String scope) {
    return all.stream().filter(e -> e.scope().equals(scope)).findFirst();
  }

  /** Whether the workflow is one of these; one that nobody named might be. */
  boolean mayKnow(String workflowId) {
    return workflowId.isBlank() || all.stream().anyMatch(e -> e.is(workflowId));
  }

  boolean missing() {
    return all.get(0).eventHistory().events().isEmpty();
  }

  /** The last of the workflow's own runs: the one whose end is the workflow's. */
  Execution last() {
    Execution last = all.get(0);
    Optional<Execution> next = next(last);
    while (next.isPresent()) {
      last = next.get();
      next = next(last);
    }
    return last;
  }

  /** The workflow's end, if it has come to it. */
  Optional<Event> closing() {
    Execution last = last();
    // A run that names a successor whose event history is missing is not the end.
    return last.successor().isPresent() ? Optional.empty() : last.eventHistory().closing();
  }

  private Optional<Execution> next(Execution before) {
    return before
        .successor()
        .flatMap(
            runId ->
                all.stream()
                    .filter(e -> e.is(before.eventHistory().workflowId(), runId))
                    .findFirst());
  }

  private void place(String base, EventHistory first) {
    EventHistory current = first;
    for (int number = 1; ; number++) {
      Execution execution =
          new Execution(number == 1 ? base : base + "run " + number + ": ", current);
      all.add(execution);
      placeChildren(execution);
      String workflowId = current.workflowId();
      Optional<EventHistory> next =
          execution.successor().flatMap(runId -> take(workflowId, Optional.of(runId)));
      if (next.isEmpty()) {
        return;
      }
      current = next.get();
    }
  }

  private void placeChildren(Execution parent) {
    Map<String, Integer> seen = new HashMap<>();
    for (Event initiated :
        parent.eventHistory().all(e -> e.is("StartChildWorkflowExecutionInitiated"))) {
      String type = initiated.attribute("workflowType").orElse("?");
      int order = seen.merge(type, 1, Integer::sum);
      String id = Long.toString(initiated.id());
      Optional<String> runId =
          parent
              .eventHistory()
              .first(
                  e ->
                      e.is("ChildWorkflowExecutionStarted")
                          && e.attribute("initiatedEventId").filter(id::equals).isPresent())
              .flatMap(e -> e.attribute("workflowExecution.runId"));
      initiated
          .attribute("workflowId")
          .flatMap(workflowId -> take(workflowId, runId))
          .ifPresent(
              child -> place("%schild %s#%d: ".formatted(parent.scope(), type, order), child));
    }
  }

  private Optional<EventHistory> take(String workflowId, Optional<String> runId) {
    Optional<EventHistory> found =
        unplaced.stream()
            .filter(h -> h.workflowId().equals(workflowId))
            .filter(h -> runId.isEmpty() || runId.get().equals(h.runId()))
            .findFirst();
    found.ifPresent(unplaced::remove);
    return found;
  }

  @Override
  public String toString() {
    return all.stream().map(e -> e.eventHistory().runId()).collect(Collectors.joining(", "));
  }
}
