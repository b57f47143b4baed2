package dev.crashproof.report;

import java.util.List;

/**
 * A claim that somebody made, and the rule by which a run judges it. The claim holds if all
 * conditions do, does not hold if none does, and holds partly otherwise; if a figure is missing, or
 * there is no condition, it was not measured.
 *
 * @param id its stable id
 * @param claim the claim in its author's words
 * @param where where it stands
 * @param conditions what must be seen for it to hold
 * @param figures what is told beside the verdict
 * @param test the test that takes the figures; empty where there is none
 * @param note what limits the verdict; where there is no condition, why there is none
 */
public record PlannedClaim(
    String id,
    String claim,
    String where,
    List<Condition> conditions,
    List<Figure> figures,
    String test,
    String note) {

  /**
   * Copies the lists, so that a claim never changes.
   *
   * @throws IllegalArgumentException if nothing is to be seen and no reason is given
   */
  public PlannedClaim {
    conditions = List.copyOf(conditions);
    figures = List.copyOf(figures);
    if (conditions.isEmpty() && note.isBlank()) {
      throw new IllegalArgumentException(
          "The claim %s has no condition: say why in its note.".formatted(id));
    }
  }

  /**
   * A figure to be told.
   *
   * @param label what it is
   * @param path its place in {@code results.json}: keys with dots between them, where an entry of a
   *     list goes by its {@code id} (or {@code moment}): {@code targets.startup_time.actual}
   * @param unit its unit; may be empty
   */
  public record Figure(String label, String path, String unit) {}

  /**
   * One comparison.
   *
   * @param says what it says, in words
   * @param left one side
   * @param relation how they compare
   * @param right the other
   */
  public record Condition(String says, Value left, Relation relation, Value right) {}

  /**
   * One side of a comparison: a figure times a factor, or just a number.
   *
   * @param factor the factor, or the number
   * @param path the figure's place, as in {@link Figure#path()}; empty for just a number
   */
  public record Value(double factor, String path) {

    /** The figure at that place. */
    public static Value of(String path) {
      return new Value(1, path);
    }

    /** Just a number. */
    public static Value number(double number) {
      return new Value(number, "");
    }

    /** So many times this. */
    public Value times(double by) {
      return new Value(factor * by, path);
    }
  }

  /** How two values compare. */
  public enum Relation {
    /** Less than. */
    LESS,
    /** Greater than. */
    MORE,
    /** Greater than or equal. */
    AT_LEAST,
    /** Equal. */
    EQUAL;

    boolean holds(double left, double right) {
      int compared = Double.compare(left, right);
      return switch (this) {
        case LESS -> compared < 0;
        case MORE -> compared > 0;
        case AT_LEAST -> compared >= 0;
        case EQUAL -> compared == 0;
      };
    }
  }
}
