package dev.crashproof.environment;

/** An environment that can't be had. The message says what happened, why, and what to do. */
public final class EnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened, why, and what to do, in one sentence. */
  public EnvironmentException(String message) {
    super(message);
  }

  /** With what happened, why, and what to do, in one sentence, and the error behind it. */
  public EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
