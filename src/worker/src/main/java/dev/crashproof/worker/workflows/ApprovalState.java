package dev.crashproof.worker.workflows;

import org.jspecify.annotations.Nullable;

/**
 * How far an approval is.
 *
 * @param stage where it stands
 * @param who decided; null while nobody has
 * @param why, in the decider's words; null while nobody has decided
 */
public record ApprovalState(Stage stage, @Nullable String who, @Nullable String why) {

  /** Where an approval stands. The last three stay. */
  public enum Stage {
    /** The subject is being processed. A decision counts already. */
    PROCESSING,
    /** A decision is waited for. */
    WAITING,
    /** Somebody approved. */
    APPROVED,
    /** Somebody rejected. */
    REJECTED,
    /** Nobody decided in time. */
    ESCALATED
  }
}
