package dev.crashproof.report;

import java.util.List;

/**
 * One mutant: a worker that is broken on purpose, and whether the oracle found it out.
 *
 * @param id its id
 * @param mistake the mistake, in words
 * @param checker the checker that must catch it
 * @param revealedBy the boundary or fault that reveals it, in words; {@code none} where it shows
 *     without a fault
 * @param caught whether that checker called it INVALID
 * @param foundBy the checkers that did, this one among them or not
 * @param faultFree what came of it without a fault, in words
 * @param reasons what the checkers said, each with its name
 */
public record MutantRecord(
    String id,
    String mistake,
    String checker,
    String revealedBy,
    boolean caught,
    List<String> foundBy,
    String faultFree,
    List<String> reasons) {

  /** Copies the lists, so that a record never changes. */
  public MutantRecord {
    foundBy = List.copyOf(foundBy);
    reasons = List.copyOf(reasons);
  }
}
