package dev.crashproof.history.boundary;

/** What a message could change, as far as it tells by itself. */
public enum MessageKind {
  /** An answer that handed a task to the worker. */
  TASK,
  /** A request that writes to the workflow's event history, or answers a query. */
  COMMIT,
  /** An activity's heartbeat. */
  HEARTBEAT,
  /**
   * A request that may change something elsewhere: a statement, an HTTP request, a client's call.
   */
  EFFECT,
  /** A request that changes nothing by itself: a select, a {@code begin}, a GET. */
  READ,
  /** A client library's own upkeep, which changes nothing: a connect, a {@code select 1}. */
  HOUSEKEEPING,
  /** A request that may change something and serves no task of the workflow. */
  UNCLAIMED
}
