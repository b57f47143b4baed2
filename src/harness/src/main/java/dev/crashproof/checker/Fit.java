package dev.crashproof.checker;

import dev.crashproof.checker.ExpectedEffect.Source;
import java.util.Optional;

/** How far a row can be an expected effect, by all but what it says. */
enum Fit {
  /** It is another's. */
  NONE,
  /** It may be this one, if it says the right thing. */
  POSSIBLE,
  /** Its key says so. */
  CERTAIN;

  static Fit of(ExpectedEffect expected, Row row, Executions executions) {
    Source source = expected.source();
    if (source instanceof Source.OfKey ofKey) {
      return row.effect().key().equals(ofKey.key()) ? CERTAIN : NONE;
    }
    if (source instanceof Source.OfActivity ofActivity) {
      return row.owner()
          .map(owner -> ofOwner(expected, ofActivity, owner))
          .orElseGet(() -> ofNobody(expected, ofActivity, row, executions));
    }
    if (source instanceof Source.OfType ofType) {
      return ofType(ofType.activityType(), row.activityType(), expected);
    }
    return POSSIBLE;
  }

  private static Fit ofOwner(ExpectedEffect expected, Source.OfActivity source, Owner owner) {
    if (!owner.activity().is(source)) {
      return NONE;
    }
    return owner.suffix().equals(expected.suffix()) ? CERTAIN : POSSIBLE;
  }

  /** The key names no activity: the row's type and what it says must do. */
  private static Fit ofNobody(
      ExpectedEffect expected, Source.OfActivity source, Row row, Executions executions) {
    Optional<Execution> execution =
        executions
            .scope(source.scope())
            .filter(e -> row.effect().workflowId().isBlank() || e.is(row.effect().workflowId()));
    // A local activity is scheduled without the server's knowing.
    boolean mayHaveRun =
        execution
            .filter(
                e -> e.hasLocalActivities() || e.eventHistory().activity(source.name()).isPresent())
            .isPresent();
    return mayHaveRun ? ofType(source.name().type(), row.activityType(), expected) : NONE;
  }

  private static Fit ofType(String wanted, String found, ExpectedEffect expected) {
    if (found.isBlank()) {
      return expected.content() == Content.any() ? NONE : POSSIBLE;
    }
    return found.equals(wanted) ? POSSIBLE : NONE;
  }
}
