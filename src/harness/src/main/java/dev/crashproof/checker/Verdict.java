package dev.crashproof.checker;

import dev.crashproof.history.Op;
import java.util.List;

/**
 * What one checker says of one run.
 *
 * @param checker the checker's name
 * @param validity what it says
 * @param reason why, in words that a reader can dispute
 * @param ops the ops that show it; empty where no op does
 */
public record Verdict(String checker, Validity validity, String reason, List<Op> ops) {

  /**
   * Copies the ops, so that a verdict never changes.
   *
   * @throws IllegalArgumentException if the reason is blank: a verdict that nobody can dispute is
   *     none
   */
  public Verdict {
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "The verdict of \"%s\" needs a reason in words.".formatted(checker));
    }
    ops = List.copyOf(ops);
  }

  /** The promise was kept. */
  public static Verdict valid(String checker, String reason, Op... ops) {
    return new Verdict(checker, Validity.VALID, reason, List.of(ops));
  }

  /** Nobody can tell. */
  public static Verdict unknown(String checker, String reason, Op... ops) {
    return new Verdict(checker, Validity.UNKNOWN, reason, List.of(ops));
  }

  /** The promise was broken. */
  public static Verdict invalid(String checker, String reason, Op... ops) {
    return new Verdict(checker, Validity.INVALID, reason, List.of(ops));
  }
}
