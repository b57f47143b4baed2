package dev.crashproof.checker;

import dev.crashproof.history.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workflow failed, by the failure that was expected before it ran. */
public final class FailureChecker implements Checker {
  private static final String TYPE = "applicationFailureInfo.type";

  private final String type;

  /** Expects an application failure of that type, or a failure caused by one. */
  public FailureChecker(String type) {
    this.type = type;
  }

  @Override
  public String name() {
    return "failure";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Executions executions = Executions.of(evidence);
    if (executions.missing()) {
      return Verdict.unknown(name(), "the event history is missing");
    }
    Optional<Event> closing = executions.closing();
    if (closing.isEmpty()) {
      return Verdict.invalid(
          name(), "the workflow did not fail with %s: it did not close".formatted(type));
    }
    Event event = closing.get();
    if (!event.is("WorkflowExecutionFailed")) {
      return Verdict.invalid(
          name(),
          "the workflow did not fail with %s: it closed with %s".formatted(type, event.type()));
    }
    List<String> found =
        event.attributes().entrySet().stream()
            .filter(a -> a.getKey().startsWith("failure.") && a.getKey().endsWith(TYPE))
            .map(Map.Entry::getValue)
            .toList();
    return found.contains(type)
        ? Verdict.valid(name(), "the workflow failed with " + type + ", as expected")
        : Verdict.invalid(
            name(),
            "the workflow did not fail with %s: it failed with %s"
                .formatted(
                    type,
                    found.isEmpty()
                        ? "\"" + event.attribute("failure.message").orElse("no message") + "\""
                        : String.join(", ", found)));
  }
}
