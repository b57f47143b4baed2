package dev.crashproof.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.report.ClaimResult.ConditionResult;
import dev.crashproof.report.ClaimResult.FigureResult;
import dev.crashproof.report.ClaimResult.Verdict;
import dev.crashproof.report.PlannedClaim.Condition;
import dev.crashproof.report.PlannedClaim.Figure;
import dev.crashproof.report.PlannedClaim.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Judges claims by the figures of {@code results.json}, so that a reader finds there whatever a
 * verdict rests on.
 */
final class ClaimDerivation {
  private static final List<String> NAMES = List.of("id", "moment");

  private final JsonNode results;

  /** A derivation from all results but the claims. */
  ClaimDerivation(JsonNode results) {
    this.results = results;
  }

  ClaimResult judge(PlannedClaim claim) {
    List<ConditionResult> conditions = claim.conditions().stream().map(this::judge).toList();
    Verdict verdict = verdict(conditions);
    return new ClaimResult(
        claim.id(),
        claim.claim(),
        claim.where(),
        verdict,
        reason(claim, conditions, verdict),
        conditions,
        claim.figures().stream().map(this::figure).toList(),
        claim.test(),
        claim.note());
  }

  private static Verdict verdict(List<ConditionResult> conditions) {
    if (conditions.isEmpty() || conditions.stream().anyMatch(c -> c.holds().isEmpty())) {
      return Verdict.NOT_MEASURED;
    }
    long holding = conditions.stream().filter(ClaimDerivation::holds).count();
    if (holding == conditions.size()) {
      return Verdict.HOLDS;
    }
    return holding == 0 ? Verdict.DOES_NOT_HOLD : Verdict.HOLDS_PARTLY;
  }

  private String reason(PlannedClaim claim, List<ConditionResult> conditions, Verdict verdict) {
    if (conditions.isEmpty()) {
      return claim.note();
    }
    if (verdict == Verdict.NOT_MEASURED) {
      return claim.conditions().stream()
          .flatMap(condition -> Stream.of(condition.left(), condition.right()))
          .filter(value -> value(value).isEmpty())
          .map(Value::path)
          .distinct()
          .collect(Collectors.joining(", ", "this run has no ", ""));
    }
    return conditions.stream()
        .map(condition -> (holds(condition) ? "seen: " : "not seen: ") + condition.says())
        .collect(Collectors.joining("; "));
  }

  private static boolean holds(ConditionResult condition) {
    return condition.holds().orElse(false);
  }

  private ConditionResult judge(Condition condition) {
    Optional<Double> left = value(condition.left());
    Optional<Double> right = value(condition.right());
    return new ConditionResult(
        condition.says(),
        left,
        right,
        left.flatMap(l -> right.map(r -> condition.relation().holds(l, r))));
  }

  private FigureResult figure(Figure figure) {
    return new FigureResult(figure.label(), figure.path(), number(figure.path()), figure.unit());
  }

  private Optional<Double> value(Value value) {
    return value.path().isEmpty()
        ? Optional.of(value.factor())
        : number(value.path()).map(number -> number * value.factor());
  }

  /** The number at that place; {@code true} is 1 and {@code false} is 0. */
  private Optional<Double> number(String path) {
    JsonNode node = results;
    for (String name : path.split("\\.", -1)) {
      node = node.isArray() ? entry(node, name) : node.path(name);
    }
    if (node.isBoolean()) {
      return Optional.of(node.booleanValue() ? 1.0 : 0.0);
    }
    return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
  }

  private static JsonNode entry(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(each -> NAMES.stream().anyMatch(key -> each.path(key).asText().equals(name)))
        .findFirst()
        .orElseGet(() -> list.path(-1));
  }
}
