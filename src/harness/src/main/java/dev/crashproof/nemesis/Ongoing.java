package dev.crashproof.nemesis;

import java.time.Duration;
import java.util.Map;

/**
 * A fault that is in effect.
 *
 * @param proof what shows that it is, for the ops
 * @param message what becomes of the message at whose boundary it struck
 * @param end when it is taken back
 * @param heal takes it back
 */
public record Ongoing(Map<String, String> proof, HeldMessage message, End end, Healing heal) {

  /** Copies the proof. */
  public Ongoing {
    proof = Map.copyOf(proof);
  }

  /** One that is over as soon as it has struck, whose victim is gone with what it sent. */
  static Ongoing gone(Map<String, String> proof) {
    return new Ongoing(proof, HeldMessage.DROPPED, End.atOnce(), Map::of);
  }

  /** One that is over as soon as it has struck, whose victim lives. */
  static Ongoing survived(Map<String, String> proof) {
    return new Ongoing(proof, HeldMessage.GOES_ON, End.atOnce(), Map::of);
  }

  /** What becomes of a message that was held while the fault struck. */
  public enum HeldMessage {
    /** It goes on. */
    GOES_ON,
    /** It never goes on. */
    DROPPED,
    /** A request goes on, its answer never does. */
    UNANSWERED
  }

  /** When a fault is taken back. */
  public sealed interface End {
    /** There is nothing to take back. */
    static End atOnce() {
      return new After(Duration.ZERO);
    }
  }

  /**
   * After a while.
   *
   * @param lasts for how long it stays; zero where it is over already
   */
  public record After(Duration lasts) implements End {}

  /** When the victim's work has been handed to another. */
  public record TakenOver() implements End {}

  /** When the workload is over. */
  public record WorkloadOver() implements End {}

  /** Takes a fault back. */
  @FunctionalInterface
  public interface Healing {
    /** Does it, and tells for the ops what the fault did: {@code hit}, … */
    Map<String, String> heal();
  }
}
