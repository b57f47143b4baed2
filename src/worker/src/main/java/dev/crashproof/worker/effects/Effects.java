package dev.crashproof.worker.effects;

/** Where effects go. Recording one again is safe: it is there once. */
public interface Effects {

  /**
   * Records the effect, unless its key is there already, and the attempt, in one transaction.
   *
   * @return whether this attempt recorded the effect; false when an earlier one had
   * @throws EffectException if neither was recorded, or if that is not known
   */
  boolean record(Effect effect);
}
