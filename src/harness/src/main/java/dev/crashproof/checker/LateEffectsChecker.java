package dev.crashproof.checker;

import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;

/** Nothing came after the workflow had closed: what the world held then, it holds now. */
public final class LateEffectsChecker implements Checker {

  /** Compares the ledger at the close with the ledger after a settling time. */
  public LateEffectsChecker() {}

  @Override
  public String name() {
    return "late-effects";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Executions executions = Executions.of(evidence);
    if (evidence.ledgerAtClose().isEmpty()) {
      return Verdict.unknown(name(), "nobody looked at the ledger when the workflow closed");
    }
    if (executions.closing().isEmpty()) {
      return Verdict.unknown(name(), "the workflow did not close, so that nothing is late");
    }
    List<Effect> late = of(evidence.ledger(), executions);
    // One by one: a second row that looks like the first is late all the same.
    of(evidence.ledgerAtClose().get(), executions).forEach(late::remove);
    return late.isEmpty()
        ? Verdict.valid(name(), "no effect came after the workflow had closed")
        : Verdict.invalid(
            name(),
            "after the workflow had closed came %d: %s"
                .formatted(
                    late.size(),
                    String.join("; ", late.stream().map(LateEffectsChecker::words).toList())));
  }

  private static List<Effect> of(Ledger ledger, Executions executions) {
    return new ArrayList<>(
        ledger.effects().stream().filter(e -> executions.mayKnow(e.workflowId())).toList());
  }

  private static String words(Effect effect) {
    return "an effect of %s, key %s, content %s"
        .formatted(
            effect.activityType().isBlank() ? "no known activity" : effect.activityType(),
            effect.key(),
            effect.content());
  }
}
