package dev.crashproof.checker;

/**
 * How often an effect may be there when all is done.
 *
 * @param min at least
 * @param max at most
 */
public record Times(int min, int max) {

  /**
   * Refuses bounds that nothing can meet.
   *
   * @throws IllegalArgumentException if so
   */
  public Times {
    if (min < 0 || max < min) {
      throw new IllegalArgumentException(
          "An effect can't be there at least %d and at most %d times.".formatted(min, max));
    }
  }

  /** Once: what an idempotent activity owes. */
  public static Times exactlyOnce() {
    return exactly(1);
  }

  /** Once or more: what an activity without an idempotency key owes. */
  public static Times atLeastOnce() {
    return new Times(1, Integer.MAX_VALUE);
  }

  /** Once or never: what an activity that is tried only once owes. */
  public static Times atMostOnce() {
    return new Times(0, 1);
  }

  /** That many times. */
  public static Times exactly(int times) {
    return new Times(times, times);
  }

  /** Whether there may be none at all. */
  boolean mayBeMissing() {
    return min == 0;
  }

  @Override
  public String toString() {
    if (min == max) {
      return min == 1 ? "exactly once" : "exactly " + min + " times";
    }
    if (max == Integer.MAX_VALUE) {
      return "at least " + count(min);
    }
    return min == 0 ? "at most " + count(max) : "between %d and %d times".formatted(min, max);
  }

  private static String count(int times) {
    return times == 1 ? "once" : times + " times";
  }
}
