package dev.crashproof.lane;

/**
 * A performance, or what is made of many, that can't go on. The message says what happened, why,
 * and what to do.
 */
public final class PlayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened, why, and what to do, in one sentence. */
  public PlayException(String message) {
    super(message);
  }

  /** With what happened, why, and what to do, in one sentence, and the error behind it. */
  public PlayException(String message, Throwable cause) {
    super(message, cause);
  }
}
