package dev.crashproof.workload;

import java.util.Optional;

/** What came of replaying an event history. */
public sealed interface Replay {

  /**
   * A worker went through the event history.
   *
   * @param failure what it could not follow, in the worker's words; empty where it came through
   */
  record Replayed(Optional<String> failure) implements Replay {}

  /**
   * Nothing is known: no worker went through it.
   *
   * @param why in words
   */
  record NotReplayed(String why) implements Replay {}
}
