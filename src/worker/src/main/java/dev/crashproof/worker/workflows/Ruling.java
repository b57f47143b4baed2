package dev.crashproof.worker.workflows;

import dev.crashproof.worker.workflows.ApprovalState.Stage;
import dev.crashproof.worker.workflows.Decision.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A decision that says all it must.
 *
 * @param stage {@code APPROVED} or {@code REJECTED}
 * @param who decided
 * @param why the reason
 */
record Ruling(Stage stage, String who, String why) {

  static final String NEEDED = "a decision needs who and why, both not blank";

  /** The ruling that a person's words make; null if they do not say all that is needed. */
  static @Nullable Ruling of(Stage stage, @Nullable String who, @Nullable String why) {
    return who != null && why != null && Input.isText(who) && Input.isText(why)
        ? new Ruling(stage, who, why)
        : null;
  }

  static @Nullable Ruling of(@Nullable Decision decision) {
    if (decision == null || decision.verdict() == null) {
      return null;
    }
    Stage stage = decision.verdict() == Verdict.APPROVE ? Stage.APPROVED : Stage.REJECTED;
    return of(stage, decision.who(), decision.why());
  }

  ApprovalState state() {
    return new ApprovalState(stage, who, why);
  }
}
