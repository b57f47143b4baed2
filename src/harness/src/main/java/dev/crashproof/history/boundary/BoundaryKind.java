package dev.crashproof.history.boundary;

/** Where, relative to a message, a worker dies. */
public enum BoundaryKind {
  /** The worker sent the message, the peer never saw it. */
  BEFORE("before"),
  /**
   * The peer committed the message and the worker never heard; no task had been handed to the dying
   * worker, because its open polls were withdrawn before.
   */
  AFTER_IDLE("after"),
  /**
   * The peer committed the message, the worker never heard, and the server handed the next task to
   * the dying worker's open poll.
   */
  AFTER_ASSIGNED("after (assigned)"),
  /** The task reached the worker, then it died. */
  DELIVERED("delivered"),
  /**
   * The worker died with the message on its way, and it arrives only when the replacement has come
   * to the same call.
   */
  LATE("late"),
  /** The worker polled and had nothing to do. */
  IDLE("idle");

  private final String word;

  BoundaryKind(String word) {
    this.word = word;
  }

  /** How a boundary's name begins. */
  public String word() {
    return word;
  }
}
