package dev.crashproof.history.boundary;

/** Why a boundary is not struck. */
public enum Exclusion {
  /** Another boundary is the same cut. */
  TWIN("nothing happens between it and its twin"),
  /** A read. */
  READ("a read commits nothing by itself"),
  /** A statement of a transaction that is still open. */
  TRANSACTION("what a transaction has not committed is never written"),
  /** A heartbeat between the first and the last. */
  HEARTBEAT("of an attempt's heartbeats the first and the last are struck"),
  /** A late message of a start-up. */
  START_UP("a late message of a start-up holds its locks, behind which every other start waits"),
  /** Upkeep of a pool's further connections, at start-up. */
  POOL("a pool's further connections come when they come, and this writes nothing"),
  /** A client library's upkeep. */
  HOUSEKEEPING("it serves no activity and commits nothing"),
  /** A request whose origin nobody can tell. */
  UNCLAIMED("it serves no activity of this workflow that could be told"),
  /** The answer to a request brings its task along. */
  EAGER("the answer itself hands over a task, so the worker cannot be idle after it"),
  /** A query. */
  QUERY("no other worker need come to it: a client that gets no answer asks again, or does not");

  private final String reason;

  Exclusion(String reason) {
    this.reason = reason;
  }

  /** The reason in words. */
  public String reason() {
    return reason;
  }
}
