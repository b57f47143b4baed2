package dev.crashproof.history.wire;

import java.util.Locale;

/** What became of a message at an interposer, beside its arrival and its peer's answer. */
public enum Step {
  /** The request was kept from the peer. */
  HELD,
  /** The request was handed to the peer's connection. */
  FORWARDED,
  /** The request was kept for a time, then went on. */
  DELAYED,
  /** The request never went on, and never will. */
  DROPPED,
  /** The peer's answer was kept from the worker. */
  REPLY_HELD,
  /** The peer's answer was handed to the worker's connection. */
  DELIVERED,
  /** The peer's answer never reached the worker, and never will. */
  REPLY_DROPPED,
  /**
   * The interposer answered the worker with an error of its own; the peer never saw the request.
   */
  REFUSED,
  /** A poll was taken back from the peer; the worker still waits for its answer. */
  WITHDRAWN,
  /** The worker's side ended before the answer: cancelled, out of time, or dead. */
  ABANDONED,
  /** No answer will come, and nobody knows whether the peer took the request. */
  LOST;

  /** The word in an op's details. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The step of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Step of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
