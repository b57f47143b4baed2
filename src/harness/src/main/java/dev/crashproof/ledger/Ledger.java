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

  /** A ledger of a world in which nothing happened yet. */
  public static Ledger empty() {
    return new Ledger(List.of(), List.of());
  }

  /** The effects under one key: one where it is idempotent, more where it was done again. */
  public List<Effect> effects(String key) {
    return effects.stream().filter(e -> e.key().equals(key)).toList();
  }

  /** The attempts at the effect of one key, in order. */
  public List<Attempt> attempts(String key) {
    return attempts.stream().filter(a -> a.key().equals(key)).toList();
  }

  /** The part of the ledger that one workflow caused. */
  public Ledger of(String workflowId) {
    return new Ledger(
        attempts.stream().filter(a -> a.workflowId().equals(workflowId)).toList(),
        effects.stream().filter(e -> e.workflowId().equals(workflowId)).toList());
  }
}
