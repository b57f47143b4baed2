package dev.crashproof.history;

/**
 * The four kinds of an {@link Op}, as Jepsen has them: {@code INVOKE} begins an operation, {@code
 * OK} ends one that took effect, {@code FAIL} ends one that certainly did not, and {@code INFO} is
 * anything else, an operation with an unknown outcome among them.
 */
public enum OpKind {
  /** An operation begins. */
  INVOKE,
  /** An operation took effect. */
  OK,
  /** An operation certainly did not take effect. */
  FAIL,
  /** Something happened, or an operation ended and nobody knows how. */
  INFO
}
