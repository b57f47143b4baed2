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

  /** Copies the ops, so that a verdict never changes. */
  public Verdict {
    ops = List.copyOf(ops);
  }
}
