package dev.crashproof.process;

import org.jspecify.annotations.Nullable;

/** A process that can't be had or steered. The message says what happened, why, and what to do. */
public final class ProcessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened, why, and what to do. */
  public ProcessException(String message) {
    super(message);
  }

  /** With what happened, why, and what to do, and the error behind it, if any. */
  public ProcessException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
