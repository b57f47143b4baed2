package dev.crashproof.checker;

import dev.crashproof.history.EventHistory;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a run at one look.
 *
 * @param eventHistory the event history as far as it had come
 * @param startedActivityIds the ids of the activities that the server said were under way
 * @param ledgerKeys the keys of all effects that were in the ledger; absent where nobody looked
 * @param attemptKeys the keys of all attempts that were in the ledger
 */
public record Sighting(
    EventHistory eventHistory,
    Set<String> startedActivityIds,
    Optional<Set<String>> ledgerKeys,
    Set<String> attemptKeys) {

  /** Copies the sets, so that a sighting never changes. */
  public Sighting {
    startedActivityIds = Set.copyOf(startedActivityIds);
    ledgerKeys = ledgerKeys.map(Set::copyOf);
    attemptKeys = Set.copyOf(attemptKeys);
  }
}
