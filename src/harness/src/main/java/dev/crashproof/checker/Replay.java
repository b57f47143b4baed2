package dev.crashproof.checker;

import java.util.Optional;

/**
 * An event history was replayed from its beginning by a worker of the same code.
 *
 * @param failure what the worker said where it could not; empty where it could
 */
public record Replay(Optional<String> failure) {

  /** The code did again what the event history tells. */
  public static Replay agreed() {
    return new Replay(Optional.empty());
  }

  /** The code went another way. */
  public static Replay failed(String what) {
    return new Replay(Optional.of(what));
  }
}
