package dev.crashproof.worker.observability;

/** A worker can't be watched where its settings say. The message is a sentence for people. */
public final class MonitorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MonitorException(String message, Throwable cause) {
    super(message, cause);
  }
}
