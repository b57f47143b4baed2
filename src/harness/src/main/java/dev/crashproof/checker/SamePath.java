package dev.crashproof.checker;

import dev.crashproof.history.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a workflow asked for the same in each of its golden runs. Messages may come in another
 * order or in other batches, since much of it happens at once; what the workflow's own code asks
 * for may not, or no number of runs shows all that there is to strike.
 */
public final class SamePath {
  private static final String NAME = "same-path";

  /** What workflow code asks for, by the event that it leaves, with the attribute that names it. */
  private static final Map<String, String> ASKED =
      Map.of(
          "ActivityTaskScheduled", "activityType",
          "StartChildWorkflowExecutionInitiated", "workflowType",
          "TimerStarted", "",
          "MarkerRecorded", "markerName",
          "SignalExternalWorkflowExecutionInitiated", "signalName");

  private SamePath() {}

  /** Compares golden runs. */
  public static Verdict check(List<Evidence> goldenRuns) {
    Map<String, Integer> runsThatAsked = new LinkedHashMap<>();
    goldenRuns.forEach(run -> asked(run).forEach(it -> runsThatAsked.merge(it, 1, Integer::sum)));
    List<String> sometimes =
        runsThatAsked.entrySet().stream()
            .filter(it -> it.getValue() < goldenRuns.size())
            .map(it -> "%s in %d".formatted(it.getKey(), it.getValue()))
            .sorted()
            .toList();
    return sometimes.isEmpty()
        ? Verdict.valid(NAME, "all %d golden runs asked for the same".formatted(goldenRuns.size()))
        : Verdict.unknown(
            NAME,
            ("the workflow is not deterministic between runs: of %d golden runs it asked for %s;"
                    + " let its input alone decide its path, since nothing can be said of the paths"
                    + " that it did not take")
                .formatted(goldenRuns.size(), String.join(", for ", sometimes)));
  }

  private static Set<String> asked(Evidence run) {
    Set<String> asked = new HashSet<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Execution execution : Executions.of(run).all()) {
      for (Event event : execution.eventHistory().events()) {
        words(event)
            .map(words -> scope(execution) + words)
            .ifPresent(it -> asked.add(it + "#" + numbers.merge(it, 1, Integer::sum)));
      }
    }
    return asked;
  }

  private static Optional<String> words(Event event) {
    return Optional.ofNullable(ASKED.get(event.type()))
        .map(name -> name.isEmpty() ? "a timer" : event.attribute(name).orElse(event.type()));
  }

  /** Workflows beside the first have ids of their own in each run. */
  private static String scope(Execution execution) {
    return execution.scope().startsWith("workflow ") ? "a workflow beside: " : execution.scope();
  }
}
