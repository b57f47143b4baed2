package dev.crashproof.checker;

import java.util.ArrayList;
import java.util.List;

/** Each effect says what was expected, and there is none that nobody expected. */
public final class EffectsChecker implements Checker {
  private final Expectation expectation;

  /** Expects these effects. */
  public EffectsChecker(Expectation expectation) {
    this.expectation = expectation;
  }

  @Override
  public String name() {
    return "effects";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Assignment assignment = Assignment.of(evidence, expectation);
    if (assignment.executions().missing()) {
      return Verdict.unknown(
          name(), "the event history is missing, so that no effect can be told from another");
    }
    List<String> wrong = new ArrayList<>();
    for (ExpectedEffect effect : expectation.effects()) {
      for (Row row : assignment.of(effect)) {
        effect
            .content()
            .difference(row.effect().content())
            .ifPresent(
                difference ->
                    wrong.add(
                        "different content: %s, %s, key %s"
                            .formatted(effect, difference, row.effect().key())));
      }
    }
    if (!expectation.beyond()) {
      assignment
          .surplus()
          .forEach(row -> wrong.add("surplus: an effect %s, %s".formatted(row.ofWhom(), row)));
    }
    return wrong.isEmpty()
        ? Verdict.valid(name(), valid(assignment))
        : Verdict.invalid(name(), String.join("; ", wrong));
  }

  private String valid(Assignment assignment) {
    int beyond = assignment.surplus().size();
    return "%d effects, each as expected%s"
        .formatted(
            assignment.rows().size() - beyond,
            expectation.beyond() ? ", and %d others, which are not judged".formatted(beyond) : "");
  }
}
