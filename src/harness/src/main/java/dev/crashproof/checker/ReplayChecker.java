package dev.crashproof.checker;

import dev.crashproof.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The workflow's code does the same again: its event histories were replayed on it, and no workflow
 * task failed on the way, except those that the harness itself failed for a dead worker.
 */
public final class ReplayChecker implements Checker {
  private static final String CAUSE = "WORKFLOW_TASK_FAILED_CAUSE_";
  // The server's own doing, in the ordinary course: the task is made anew.
  private static final Set<String> ORDINARY =
      Set.of(
          "UNHANDLED_COMMAND",
          "RESET_STICKY_TASK_QUEUE",
          "FAILOVER_CLOSE_COMMAND",
          "RESET_WORKFLOW");

  /** Judges the event histories and the replay. */
  public ReplayChecker() {}

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Executions executions = Executions.of(evidence);
    if (executions.missing()) {
      return Verdict.unknown(name(), "the event history is missing");
    }
    Reaped reaped = Reaped.of(evidence.history());
    List<String> invalid = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Execution execution : executions.all()) {
      for (Event event : execution.eventHistory().events()) {
        String where = execution.words(event);
        if (nondeterministic(event)) {
          invalid.add(
              "the code went another way than its event history, %s%s"
                  .formatted(where, said(event)));
        } else if (event.is("WorkflowTaskFailed") && !ordinary(event) && !reaped.explains(event)) {
          (cause(event).isEmpty() ? unknown : invalid)
              .add(
                  "a workflow task failed (%s), %s%s"
                      .formatted(cause(event).orElse("no cause told"), where, said(event)));
        }
      }
    }
    Optional<Replay> replay = evidence.replay();
    replay.flatMap(Replay::failure).ifPresent(f -> invalid.add("the replay failed: " + f));
    if (replay.isEmpty()) {
      unknown.add("no replay was made");
    }
    if (!invalid.isEmpty()) {
      return new Verdict(name(), Validity.INVALID, String.join("; ", invalid), reaped.ops());
    }
    return unknown.isEmpty()
        ? new Verdict(
            name(),
            Validity.VALID,
            "replayed on the same code without a difference" + words(reaped),
            reaped.ops())
        : new Verdict(name(), Validity.UNKNOWN, String.join("; ", unknown), reaped.ops());
  }

  private static boolean nondeterministic(Event event) {
    if (!event.is("WorkflowTaskFailed") && !event.is("WorkflowExecutionFailed")) {
      return false;
    }
    // Not every SDK gives the cause; all of them give the rule's number or the word.
    return cause(event).filter("NON_DETERMINISTIC_ERROR"::equals).isPresent()
        || event.attributes().entrySet().stream()
            .filter(a -> a.getKey().startsWith("failure."))
            .map(a -> a.getValue().toLowerCase(Locale.ROOT).replace("-", ""))
            .anyMatch(text -> text.contains("nondeterminis") || text.contains("tmprl1100"));
  }

  private static boolean ordinary(Event event) {
    return cause(event).filter(ORDINARY::contains).isPresent();
  }

  /** The cause without its prefix; empty where the server was told none. */
  private static Optional<String> cause(Event event) {
    return event
        .attribute("cause")
        .map(c -> c.startsWith(CAUSE) ? c.substring(CAUSE.length()) : c)
        .filter(c -> !c.equals("UNSPECIFIED"));
  }

  private static String said(Event event) {
    return event.attribute("failure.message").map(m -> ": " + m).orElse("");
  }

  private static String words(Reaped reaped) {
    return reaped.ops().isEmpty()
        ? ""
        : "; %d workflow tasks were failed for a dead worker".formatted(reaped.ops().size());
  }
}
