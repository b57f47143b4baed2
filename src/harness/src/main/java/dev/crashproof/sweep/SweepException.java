package dev.crashproof.sweep;

/** A sweep that can't go on. The message says what happened, why, and what to do. */
public final class SweepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened, why, and what to do, in one sentence. */
  public SweepException(String message) {
    super(message);
  }

  /** With what happened, why, and what to do, in one sentence, and the error behind it. */
  public SweepException(String message, Throwable cause) {
    super(message, cause);
  }
}
