package dev.crashproof.checker;

import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.ledger.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * All that was gathered of one run of one workflow, before anything was torn down.
 *
 * @param history what the harness did, and what passed on the wires
 * @param eventHistory what the Temporal server tells of the workflow's first run
 * @param others the event histories of its later runs and of its child workflows
 * @param ledger what the world holds of the workflow's effects, read after a settling time
 * @param ledgerAtClose what the world held when the workflow's close was seen; absent where nobody
 *     looked just then
 * @param result the workflow's result as canonical JSON, absent where it did not complete
 * @param replay the replay of the event histories on the same code; absent where none was made
 */
public record Evidence(
    History history,
    EventHistory eventHistory,
    List<EventHistory> others,
    Ledger ledger,
    Optional<Ledger> ledgerAtClose,
    Optional<String> result,
    Optional<Replay> replay) {

  /** Copies the other event histories, so that evidence never changes. */
  public Evidence {
    others = List.copyOf(others);
  }

  /** The evidence of a workflow of one run, whose ledger was read once. */
  public Evidence(
      History history, EventHistory eventHistory, Ledger ledger, Optional<String> result) {
    this(history, eventHistory, List.of(), ledger, Optional.empty(), result, Optional.empty());
  }
}
