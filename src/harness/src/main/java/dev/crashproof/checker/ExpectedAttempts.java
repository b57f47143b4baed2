package dev.crashproof.checker;

import dev.crashproof.history.ActivityName;

/**
 * How often an activity must have been tried, as the server counts.
 *
 * @param activity which activity
 * @param bound how the number is meant
 * @param attempts the number, from 1
 */
public record ExpectedAttempts(ActivityName activity, Bound bound, int attempts) {

  /** How a number of attempts is meant. */
  public enum Bound {
    /** That many or more: where the kill struck during the activity. */
    AT_LEAST("at least"),
    /** That many or fewer. */
    AT_MOST("at most"),
    /** That many: where the kill could not touch the activity. */
    EXACTLY("exactly");

    private final String words;

    Bound(String words) {
      this.words = words;
    }

    boolean holds(int actual, int expected) {
      return switch (this) {
        case AT_LEAST -> actual >= expected;
        case AT_MOST -> actual <= expected;
        case EXACTLY -> actual == expected;
      };
    }
  }

  /**
   * Refuses a number that any run would meet or none could.
   *
   * @throws IllegalArgumentException if so
   */
  public ExpectedAttempts {
    if (attempts < 1 || (bound == Bound.AT_LEAST && attempts < 2)) {
      throw new IllegalArgumentException(
          "%s %d attempts of %s says nothing: every activity that ran was tried once."
              .formatted(bound.words, attempts, activity));
    }
  }

  /** That many attempts or more, from 2. */
  public static ExpectedAttempts atLeast(String activity, int attempts) {
    return new ExpectedAttempts(ActivityName.parse(activity), Bound.AT_LEAST, attempts);
  }

  /** That many attempts or fewer. */
  public static ExpectedAttempts atMost(String activity, int attempts) {
    return new ExpectedAttempts(ActivityName.parse(activity), Bound.AT_MOST, attempts);
  }

  /** Exactly that many attempts. */
  public static ExpectedAttempts exactly(String activity, int attempts) {
    return new ExpectedAttempts(ActivityName.parse(activity), Bound.EXACTLY, attempts);
  }

  @Override
  public String toString() {
    return bound.words + " " + attempts + " of " + activity;
  }
}
