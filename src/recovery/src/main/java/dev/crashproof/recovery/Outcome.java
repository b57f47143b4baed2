package dev.crashproof.recovery;

import java.util.Locale;

/** What came of one thing that a dead process held. */
enum Outcome {
  /** The server has it back, and gives it to the next. */
  REAPED,
  /** A worker of this process goes on in its name. */
  INHERITED,
  /** The server waits for it no more: it was answered, or timed out, before. */
  STALE,
  /** Left to the server's timeouts, as it must be. */
  SPARED,
  /** The server would not have it. */
  REFUSED,
  /** The server could not be reached for as long as it was tried. */
  UNREACHABLE,
  /** The server did not let this process in for as long as it was tried; another one it may. */
  DENIED;

  /** Whether it is still to be done. */
  boolean open() {
    return this == UNREACHABLE || this == DENIED;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
