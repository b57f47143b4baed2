package dev.crashproof.measure;

/** What one may say of a target. */
public enum Outcome {
  /** It was met. */
  PASS,
  /** It was missed, on a machine that could have met it. */
  MISS,
  /** Nobody can tell: not measured, too few samples, or a machine too busy to judge a miss. */
  UNKNOWN
}
