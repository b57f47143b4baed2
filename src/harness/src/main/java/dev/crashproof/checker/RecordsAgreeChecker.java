package dev.crashproof.checker;

import dev.crashproof.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The three records of one run agree: what the server wrote into the event history, what passed on
 * the wires, and what is in the ledger. Where a worker spoke past the interposer nobody can tell.
 */
public final class RecordsAgreeChecker implements Checker {

  /** Compares them. */
  public RecordsAgreeChecker() {}

  @Override
  public String name() {
    return "records-agree";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Executions executions = Executions.of(evidence);
    if (executions.missing()) {
      return Verdict.unknown(name(), "the event history is missing");
    }
    WireLog wire = WireLog.of(evidence.history());
    Optional<String> bypass = Bypass.words(executions, wire);
    if (bypass.isPresent()) {
      return Verdict.unknown(name(), bypass.get());
    }
    Disagreements found = new Disagreements(wire);
    executions.all().forEach(found::workflowTasks);
    executions.activities().forEach(found::activity);
    found.strangers(executions);
    List<String> words = new ArrayList<>(found.words());
    words.addAll(new HandedOver(executions, wire).missing(evidence));
    if (!words.isEmpty()) {
      return Verdict.invalid(name(), String.join("; ", words), found.ops().toArray(Op[]::new));
    }
    DatabaseRecord database = new DatabaseRecord(evidence, executions, wire);
    return database
        .doubt()
        .map(doubt -> Verdict.unknown(name(), doubt))
        .orElseGet(
            () ->
                Verdict.valid(
                    name(),
                    "event history, wire and ledger agree: %d exchanges, %d tasks, %s"
                        .formatted(
                            wire.exchanges().size(), wire.tasks().size(), database.words())));
  }
}
