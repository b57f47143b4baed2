package dev.crashproof.checker;

import java.util.Comparator;
import java.util.List;

/**
 * What all checkers say of one run.
 *
 * @param verdicts each checker's, in the checkers' order
 */
public record Judgement(List<Verdict> verdicts) {

  /** Copies the verdicts, so that a judgement never changes. */
  public Judgement {
    verdicts = List.copyOf(verdicts);
  }

  /** The worst of the verdicts: the run's. A run that nobody judged is UNKNOWN. */
  public Validity validity() {
    return verdicts.stream()
        .map(Verdict::validity)
        .max(Comparator.naturalOrder())
        .orElse(Validity.UNKNOWN);
  }

  /** Why the run is not VALID: each such verdict as {@code checker: reason}; empty if it is. */
  public List<String> reasons() {
    if (verdicts.isEmpty()) {
      return List.of("no checker judged this run");
    }
    return verdicts.stream()
        .filter(v -> v.validity() != Validity.VALID)
        .map(v -> v.checker() + ": " + v.reason())
        .toList();
  }
}
