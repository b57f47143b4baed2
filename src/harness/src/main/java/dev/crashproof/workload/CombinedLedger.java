package dev.crashproof.workload;

import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;

/**
 * One ledger of several: some effects are rows, others are calls that a service took. Each keeps
 * its own order; between two of them there is none.
 *
 * @param readers the ledgers, in the order in which they are put together
 */
public record CombinedLedger(List<LedgerReader> readers) implements LedgerReader {

  /** Copies the readers, so that it never changes. */
  public CombinedLedger {
    readers = List.copyOf(readers);
  }

  /** One ledger of these. */
  public static CombinedLedger of(LedgerReader... readers) {
    return new CombinedLedger(List.of(readers));
  }

  @Override
  public Ledger read(String workflowId) {
    List<Attempt> attempts = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    for (LedgerReader reader : readers) {
      Ledger ledger = reader.read(workflowId);
      attempts.addAll(ledger.attempts());
      effects.addAll(ledger.effects());
    }
    return new Ledger(attempts, effects);
  }
}
