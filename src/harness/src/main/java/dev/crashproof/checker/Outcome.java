package dev.crashproof.checker;

import java.util.Optional;

/** How the workflow must end. */
public sealed interface Outcome {

  /** The checker that judges it; none where it is not judged. */
  Optional<Checker> checker();

  /** It completes with this result. */
  static Outcome result(String json) {
    return new Result(json);
  }

  /** It fails with a failure of this type, or with one caused by it. */
  static Outcome failure(String type) {
    return new Failure(type);
  }

  /** It closes, however. */
  static Outcome notJudged() {
    return NotJudged.NOT_JUDGED;
  }

  /**
   * See {@link Outcome#result}.
   *
   * @param json the result as JSON; the order of its fields does not count
   */
  record Result(String json) implements Outcome {

    /**
     * Refuses what is no JSON.
     *
     * @throws IllegalArgumentException if so
     */
    public Result {
      Json.expected(json);
    }

    @Override
    public Optional<Checker> checker() {
      return Optional.of(new ResultChecker(json));
    }
  }

  /**
   * See {@link Outcome#failure}.
   *
   * @param type the application failure's type, as the SDK gives it
   */
  record Failure(String type) implements Outcome {
    @Override
    public Optional<Checker> checker() {
      return Optional.of(new FailureChecker(type));
    }
  }

  /** See {@link Outcome#notJudged}. */
  enum NotJudged implements Outcome {
    /** The one value. */
    NOT_JUDGED;

    @Override
    public Optional<Checker> checker() {
      return Optional.empty();
    }
  }
}
