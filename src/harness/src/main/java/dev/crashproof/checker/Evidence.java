package dev.crashproof.checker;

import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.ledger.Ledger;
import java.util.Optional;

/**
 * All that was gathered of one run of one workflow, before anything was torn down.
 *
 * @param history what the harness did and saw
 * @param eventHistory what the Temporal server tells of the workflow
 * @param ledger what the world holds of the workflow's effects
 * @param result the workflow's result as canonical JSON, absent where it did not complete
 */
public record Evidence(
    History history, EventHistory eventHistory, Ledger ledger, Optional<String> result) {}
