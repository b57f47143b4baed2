package dev.crashproof.checker;

import dev.crashproof.ledger.Effect;
import java.util.Optional;

/**
 * One effect in the ledger.
 *
 * @param index its place in the order of commits
 * @param effect what is there
 * @param owner the activity that its key names, if it names one
 */
record Row(int index, Effect effect, Optional<Owner> owner) {

  /** The type of the activity, by the key, else as the row tells; empty where neither does. */
  String activityType() {
    return owner.map(o -> o.activity().type()).orElse(effect.activityType());
  }

  String suffix() {
    return owner.map(Owner::suffix).orElse("");
  }

  /** Whose it is, for people. */
  String ofWhom() {
    return owner
        .map(o -> "of " + o.activity())
        .orElseGet(
            () ->
                effect.activityType().isBlank()
                    ? "of no known activity"
                    : "of some " + effect.activityType());
  }

  @Override
  public String toString() {
    return "key %s, content %s".formatted(effect.key(), effect.content());
  }
}
