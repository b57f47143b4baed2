package dev.crashproof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.util.Optional;

/** The workflow completed, with the result that was expected before it ran. */
public final class ResultChecker implements Checker {
  private final JsonNode expected;

  /**
   * Expects a result.
   *
   * @param expectedJson the result as JSON; the order of its fields does not count
   * @throws IllegalArgumentException if it is no JSON
   */
  public ResultChecker(String expectedJson) {
    this.expected = Json.expected(expectedJson);
  }

  @Override
  public String name() {
    return "result";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Executions executions = Executions.of(evidence);
    if (executions.missing()) {
      return Verdict.unknown(name(), "the event history is missing");
    }
    EventHistory eventHistory = executions.last().eventHistory();
    Optional<Event> closing = executions.closing();
    if (closing.isEmpty()) {
      return Verdict.invalid(
          name(), "the workflow did not complete: " + lastOf(eventHistory) + " is its last event");
    }
    if (!closing.get().is("WorkflowExecutionCompleted")) {
      return Verdict.invalid(
          name(), "the workflow did not complete: it closed with " + closing.get().type());
    }
    return evidence
        .result()
        .map(this::compare)
        .orElseGet(
            () -> Verdict.unknown(name(), "the workflow completed, but its result is missing"));
  }

  private Verdict compare(String result) {
    return Json.difference(expected, result)
        .map(difference -> Verdict.invalid(name(), "the result differs: " + difference))
        .orElseGet(() -> Verdict.valid(name(), "the workflow completed with the expected result"));
  }

  private static String lastOf(EventHistory eventHistory) {
    return eventHistory.event(eventHistory.lastEventId()).map(Event::type).orElse("nothing")
        + " (event "
        + eventHistory.lastEventId()
        + ")";
  }
}
