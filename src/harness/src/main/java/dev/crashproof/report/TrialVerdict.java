package dev.crashproof.report;

/**
 * What trials came to. Ordered from best to worst, so that the worst of several is their maximum.
 */
public enum TrialVerdict {
  /** All promises were kept. */
  VALID,
  /** The environment can't do it. */
  UNSUPPORTED,
  /** Nobody can tell. */
  UNKNOWN,
  /** A promise was broken. */
  INVALID
}
