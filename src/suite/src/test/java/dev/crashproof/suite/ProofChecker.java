package dev.crashproof.suite;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.States;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A fault did to its victim what it was to do: its ops say so, and the workflow's event history
 * where it tells of it.
 *
 * @param details of the ops {@code fault} and {@code heal}, which one of them has to have
 * @param failure what the server tells of an attempt before, in part; empty where nothing is asked
 * @param states the interesting states of which the workflow has to be seen in one; empty where
 *     none is asked for
 */
record ProofChecker(Map<String, String> details, String failure, Set<String> states)
    implements Checker {

  /** Asks for nothing. */
  static final ProofChecker NOTHING = new ProofChecker(Map.of(), "", Set.of());

  @Override
  public String name() {
    return "proof";
  }

  @Override
  public Verdict check(Evidence evidence) {
    List<String> missed = new ArrayList<>();
    List<Op> ops =
        evidence
            .history()
            .all(
                op ->
                    op.process().equals("nemesis")
                        && (op.is(OpKind.OK, "fault") || op.is(OpKind.OK, "heal")));
    details.forEach(
        (name, value) -> {
          List<String> seen = ops.stream().flatMap(op -> op.detail(name).stream()).toList();
          if (!seen.contains(value)) {
            missed.add("%s is %s, not %s".formatted(name, seen, value));
          }
        });
    List<String> failures =
        evidence.eventHistory().all(e -> e.is("ActivityTaskStarted")).stream()
            .flatMap(e -> e.attribute("lastFailure.message").stream())
            .toList();
    if (failures.stream().noneMatch(f -> f.contains(failure)) && !failure.isEmpty()) {
      missed.add("no attempt failed by \"%s\", only by %s".formatted(failure, failures));
    }
    if (!states.isEmpty() && Collections.disjoint(States.of(evidence), states)) {
      missed.add("it was seen in no state of %s".formatted(new TreeSet<>(states)));
    }
    return missed.isEmpty()
        ? Verdict.valid(
            name(),
            "it did what it was to do: "
                + new TreeMap<>(details)
                + failure
                + String.join(", ", new TreeSet<>(states)))
        : Verdict.unknown(name(), "it did not do what it was to do: " + String.join("; ", missed));
  }
}
