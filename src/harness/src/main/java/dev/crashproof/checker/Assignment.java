package dev.crashproof.checker;

import dev.crashproof.ledger.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which row of the ledger is which expected effect, each row at most one: first by keys, then by
 * what the rows say, so that as many effects as can be are there; what is left over is a duplicate
 * of what says the same, then a wrong content of what is missing, then surplus.
 */
final class Assignment {
  private final Expectation expectation;
  private final Executions executions;
  private final List<Row> rows;
  // In the expectation's own order. By identity of place: two effects may look alike.
  private final Map<ExpectedEffect, List<Row>> taken = new LinkedHashMap<>();
  private final List<Row> left;

  private Assignment(Evidence evidence, Expectation expectation) {
    this.expectation = expectation;
    this.executions = Executions.of(evidence);
    this.rows = rows(evidence, executions);
    this.left = new ArrayList<>(rows);
    expectation.effects().forEach(e -> taken.put(e, new ArrayList<>()));
    byKey();
    byContent();
    if (!expectation.beyond()) {
      differing();
    }
    taken.values().forEach(list -> list.sort(Comparator.comparingInt(Row::index)));
  }

  static Assignment of(Evidence evidence, Expectation expectation) {
    return new Assignment(evidence, expectation);
  }

  /** The rows of the workflow and its children, in the order of commits. */
  static List<Row> rows(Evidence evidence, Executions executions) {
    Owners owners = new Owners(executions);
    List<Effect> effects = evidence.ledger().effects();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < effects.size(); i++) {
      Effect effect = effects.get(i);
      if (executions.mayKnow(effect.workflowId())) {
        rows.add(
            new Row(
                i, effect, owners.of(effect.key(), effect.workflowId(), effect.activityType())));
      }
    }
    return rows;
  }

  Executions executions() {
    return executions;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The rows of an expected effect, in the order of commits. */
  List<Row> of(ExpectedEffect effect) {
    return List.copyOf(taken.getOrDefault(effect, List.of()));
  }

  /** The expected effect that a row is. */
  Optional<ExpectedEffect> expected(Row row) {
    return taken.entrySet().stream()
        .filter(e -> e.getValue().contains(row))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The rows that nobody expected. */
  List<Row> surplus() {
    return List.copyOf(left);
  }

  private void byKey() {
    for (Row row : List.copyOf(left)) {
      expectation.effects().stream()
          .filter(e -> Fit.of(e, row, executions) == Fit.CERTAIN)
          .min(
              Comparator.comparing((ExpectedEffect e) -> !e.content().matches(content(row)))
                  .thenComparing(e -> taken(e).size() >= e.times().max()))
          .ifPresent(e -> take(e, row));
    }
  }

  private void byContent() {
    for (Row row : List.copyOf(left)) {
      List<ExpectedEffect> candidates = candidates(row);
      boolean placed =
          place(row, Limit.REQUIRED, new HashSet<>()) || place(row, Limit.ALLOWED, new HashSet<>());
      if (!placed && !candidates.isEmpty()) {
        taken(candidates.get(0)).add(row);
      }
      if (!candidates.isEmpty()) {
        left.remove(row);
      }
    }
  }

  /** Augmenting paths: a row makes room for another where it can be something else itself. */
  private boolean place(Row row, Limit limit, Set<ExpectedEffect> tried) {
    List<ExpectedEffect> candidates = candidates(row);
    Optional<ExpectedEffect> free =
        candidates.stream().filter(e -> taken(e).size() < limit.of(e.times())).findFirst();
    if (free.isPresent()) {
      return taken(free.get()).add(row);
    }
    return candidates.stream().filter(tried::add).anyMatch(e -> makeRoom(e, row, limit, tried));
  }

  private boolean makeRoom(ExpectedEffect effect, Row row, Limit limit, Set<ExpectedEffect> tried) {
    for (Row other : List.copyOf(taken(effect))) {
      if (Fit.of(effect, other, executions) != Fit.CERTAIN && place(other, limit, tried)) {
        taken(effect).remove(other);
        return taken(effect).add(row);
      }
    }
    return false;
  }

  private List<ExpectedEffect> candidates(Row row) {
    return expectation.effects().stream()
        .filter(e -> Fit.of(e, row, executions) == Fit.POSSIBLE)
        .filter(e -> e.content().matches(content(row)))
        // Where others are allowed, a key that says otherwise is another's, unless it says the
        // same.
        .filter(e -> !expectation.beyond() || e.content() != Content.any() || !saysOther(e, row))
        .toList();
  }

  private static boolean saysOther(ExpectedEffect effect, Row row) {
    return row.owner().isPresent() && !row.suffix().equals(effect.suffix());
  }

  private void differing() {
    for (Row row : List.copyOf(left)) {
      expectation.effects().stream()
          .filter(e -> !row.activityType().isBlank())
          .filter(e -> taken(e).size() < e.times().min())
          .filter(e -> Fit.of(e, row, executions) == Fit.POSSIBLE)
          .filter(e -> row.owner().isEmpty())
          .filter(e -> e.source() != ExpectedEffect.Source.Anyone.ANYONE)
          .findFirst()
          .ifPresent(e -> take(e, row));
    }
  }

  private void take(ExpectedEffect effect, Row row) {
    taken(effect).add(row);
    left.remove(row);
  }

  private List<Row> taken(ExpectedEffect effect) {
    return taken.computeIfAbsent(effect, e -> new ArrayList<>());
  }

  private static String content(Row row) {
    return row.effect().content();
  }

  /** How far an effect is filled. */
  private enum Limit {
    REQUIRED,
    ALLOWED;

    int of(Times times) {
      return this == REQUIRED ? times.min() : times.max();
    }
  }
}
