package dev.crashproof.worker.workflows;

import org.jspecify.annotations.Nullable;

/**
 * A decision as a signal brings it. All are required; one that lacks any is ignored, since a signal
 * cannot be refused.
 *
 * @param verdict what was decided
 * @param who decided
 * @param why the reason
 */
public record Decision(@Nullable Verdict verdict, @Nullable String who, @Nullable String why) {

  /** What can be decided. */
  public enum Verdict {
    /** Yes. */
    APPROVE,
    /** No. */
    REJECT
  }
}
