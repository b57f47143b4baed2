package dev.crashproof.checker.recovery;

import dev.crashproof.history.EventHistory;
import dev.crashproof.history.recovery.Recovery;
import java.util.List;

/** What can be said in advance of how long a recovery may take. */
public sealed interface Prediction permits RecoveryPrediction, Unpredictable {

  /**
   * Predicts a recovery. How long the process took to die, to start and to poll is taken from the
   * ops: that is the machine's part, and nobody is judged for it.
   *
   * @param eventHistories the workflow's event history, and those of its children and later runs
   *     where there are any
   */
  static Prediction of(Recovery recovery, List<EventHistory> eventHistories, Allowance allowance) {
    return PendingAtDeath.of(recovery, eventHistories)
        .map(pending -> new Prognosis(recovery, pending, eventHistories, allowance).prediction())
        .orElseGet(
            () ->
                new Unpredictable(
                    "nothing ties the server's clock to the ops: record the wall time at begin"));
  }
}
