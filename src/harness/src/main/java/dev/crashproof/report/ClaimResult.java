package dev.crashproof.report;

import java.util.List;
import java.util.Optional;

/**
 * What a run says of one of the claims in {@code results.json}.
 *
 * @param id its id
 * @param claim the claim in its author's words
 * @param where where it stands
 * @param verdict the verdict
 * @param reason what was seen and what was not, or why nobody can tell
 * @param conditions the rule, condition by condition
 * @param figures what is told beside the verdict
 * @param test the test that took the figures
 * @param note what limits the verdict
 */
public record ClaimResult(
    String id,
    String claim,
    String where,
    Verdict verdict,
    String reason,
    List<ConditionResult> conditions,
    List<FigureResult> figures,
    String test,
    String note) {

  /** Copies the lists, so that a result never changes. */
  public ClaimResult {
    conditions = List.copyOf(conditions);
    figures = List.copyOf(figures);
  }

  /** What may be said of a claim. */
  public enum Verdict {
    /** All conditions hold. */
    HOLDS("holds"),
    /** Some do. */
    HOLDS_PARTLY("holds partly"),
    /** None does. */
    DOES_NOT_HOLD("does not hold"),
    /** A figure is missing, or no figure could tell. */
    NOT_MEASURED("not measured");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** The verdict in words. */
    public String words() {
      return words;
    }
  }

  /**
   * A condition and what was seen.
   *
   * @param says what it says, in words
   * @param left one side; empty where its figure is missing
   * @param right the other
   * @param holds whether it does; empty where nobody can tell
   */
  public record ConditionResult(
      String says, Optional<Double> left, Optional<Double> right, Optional<Boolean> holds) {}

  /**
   * A figure.
   *
   * @param label what it is
   * @param path its place in {@code results.json}
   * @param value its value; empty where it is missing
   * @param unit its unit; may be empty
   */
  public record FigureResult(String label, String path, Optional<Double> value, String unit) {}
}
