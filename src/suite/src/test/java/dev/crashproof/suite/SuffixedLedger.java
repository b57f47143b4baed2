package dev.crashproof.suite;

import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.workload.LedgerReader;

/**
 * A ledger whose keys get a suffix: one activity has an effect in two places, a service and the
 * database, and under one key they would be the same.
 *
 * @param ledger as it is
 * @param suffix what its keys end with: {@code #called}
 */
record SuffixedLedger(LedgerReader ledger, String suffix) implements LedgerReader {

  @Override
  public Ledger read(String workflowId) {
    Ledger read = ledger.read(workflowId);
    return new Ledger(
        read.attempts().stream().map(this::suffixed).toList(),
        read.effects().stream().map(this::suffixed).toList());
  }

  private Attempt suffixed(Attempt attempt) {
    return new Attempt(
        attempt.key() + suffix,
        attempt.workflowId(),
        attempt.activityType(),
        attempt.attempt(),
        attempt.applied());
  }

  private Effect suffixed(Effect effect) {
    return new Effect(
        effect.key() + suffix, effect.workflowId(), effect.activityType(), effect.content());
  }
}
