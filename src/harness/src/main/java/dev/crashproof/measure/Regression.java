package dev.crashproof.measure;

import java.util.Optional;

/**
 * What a comparison with a baseline says.
 *
 * @param kind slower, not slower, or not compared
 * @param p the probability of samples at least this slow if nothing had changed
 * @param ratio the median over the baseline's median
 * @param reason why, in words
 */
public record Regression(Kind kind, Optional<Double> p, Optional<Double> ratio, String reason) {

  /** What a comparison may say. */
  public enum Kind {
    /** Clearly slower than the baseline. */
    SLOWER,
    /** Not clearly slower. */
    NOT_SLOWER,
    /** There was nothing to compare with, or too little. */
    NOT_COMPARED
  }

  /** No comparison was possible, and why. */
  public static Regression notCompared(String why) {
    return new Regression(
        Kind.NOT_COMPARED, Optional.empty(), Optional.empty(), "not compared: " + why);
  }
}
