package dev.crashproof.checker;

/**
 * Judges one promise over the evidence of a run. Pure: the same evidence always gets the same
 * verdict; no I/O, no clock, no randomness.
 */
public interface Checker {

  /**
   * The checker's stable name, as verdicts and reports show it: {@code effects}, {@code result}.
   */
  String name();

  /** Judges the evidence. One that throws counts as {@link Validity#UNKNOWN}. */
  Verdict check(Evidence evidence);
}
