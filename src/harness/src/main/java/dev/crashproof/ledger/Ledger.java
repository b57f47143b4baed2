package dev.crashproof.ledger;

import java.util.List;

/**
 * What the world holds after a run: one row an attempt, one an effect.
 *
 * @param attempts the attempts, in the order in which they were committed
 * @param effects the effects, in the order in which they were committed
 */
public record Ledger(List<Attempt> attempts, List<Effect> effects) {

  /** Copies both, so that a ledger never changes. */
  public Ledger {
    attempts = List.copyOf(attempts);
    effects = List.copyOf(effects);
  }

  /** The part of the ledger that one workflow caused. */
  public Ledger of(String workflowId) {
    return new Ledger(
        attempts.stream().filter(a -> a.workflowId().equals(workflowId)).toList(),
        effects.stream().filter(e -> e.workflowId().equals(workflowId)).toList());
  }
}
