package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One run among those that a workflow's run brought about.
 *
 * @param scope which it is: empty for the first run, {@code run 2: }, {@code child Payment#1: }, …
 * @param eventHistory what the server tells of it
 */
record Execution(String scope, EventHistory eventHistory) {

  /** Its activities. */
  List<Scheduled> activities() {
    return eventHistory.activities().stream().map(run -> new Scheduled(this, run)).toList();
  }

  /**
   * Whether local activities were run: the server knows of them by a marker only, and its words
   * differ from SDK to SDK.
   */
  boolean hasLocalActivities() {
    return eventHistory
        .first(
            e ->
                e.is("MarkerRecorded")
                    && e.attribute("markerName")
                        .map(name -> name.toLowerCase(Locale.ROOT).replace("_", ""))
                        .filter(name -> name.contains("localactivity"))
                        .isPresent())
        .isPresent();
  }

  /** The run that took over where this one closed with a successor. */
  Optional<String> successor() {
    return eventHistory.closing().flatMap(e -> e.attribute("newExecutionRunId"));
  }

  boolean is(String workflowId) {
    return eventHistory.workflowId().equals(workflowId);
  }

  boolean is(String workflowId, String runId) {
    return is(workflowId) && eventHistory.runId().equals(runId);
  }

  /** An event's name for people: {@code run 2: TimerFired (event 7)}. */
  String words(Event event) {
    return "%s%s (event %d)".formatted(scope, event.type(), event.id());
  }
}
