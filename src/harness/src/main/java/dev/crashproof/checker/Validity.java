package dev.crashproof.checker;

/**
 * What a checker may say. Ordered from best to worst, so that the worst of several is their
 * maximum.
 */
public enum Validity {
  /** The run kept the promise. */
  VALID,
  /** Nobody can tell: a fault that never landed, evidence that is missing, a checker that broke. */
  UNKNOWN,
  /** The run broke the promise. */
  INVALID
}
