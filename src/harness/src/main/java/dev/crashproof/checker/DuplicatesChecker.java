package dev.crashproof.checker;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Nothing was done twice: no effect is there more often than it may be, under its own key or under
 * another.
 */
public final class DuplicatesChecker implements Checker {
  private final Expectation expectation;

  /** Expects these effects. */
  public DuplicatesChecker(Expectation expectation) {
    this.expectation = expectation;
  }

  @Override
  public String name() {
    return "duplicates";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Assignment assignment = Assignment.of(evidence, expectation);
    if (assignment.executions().missing()) {
      return Verdict.unknown(
          name(), "the event history is missing, so that no effect can be told from another");
    }
    List<String> duplicates =
        expectation.effects().stream()
            .filter(e -> assignment.of(e).size() > e.times().max())
            .map(e -> words(e, assignment.of(e)))
            .toList();
    return duplicates.isEmpty()
        ? Verdict.valid(name(), "no effect is there more often than expected")
        : Verdict.invalid(name(), String.join("; ", duplicates));
  }

  private static String words(ExpectedEffect effect, List<Row> rows) {
    List<String> keys = rows.stream().map(r -> r.effect().key()).distinct().toList();
    return "%s is there %d times, expected %s: %s"
        .formatted(
            effect,
            rows.size(),
            effect.times(),
            keys.size() == 1
                ? "all under the key " + keys.get(0)
                : "under the keys " + keys.stream().collect(Collectors.joining(", ")));
  }
}
