package dev.crashproof.checker;

import dev.crashproof.history.EventHistory;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The effects in the world are those expected, by key and content, each exactly once, and no other.
 */
public final class EffectsChecker implements Checker {
  private final List<ExpectedEffect> expected;

  /** Expects these effects and none beside them. */
  public EffectsChecker(List<ExpectedEffect> expected) {
    this.expected = List.copyOf(expected);
    Set<String> names = new LinkedHashSet<>();
    for (ExpectedEffect effect : this.expected) {
      if (!names.add(effect.toString())) {
        throw new IllegalArgumentException(
            "The effect %s is expected twice: exactly once is all there is.".formatted(effect));
      }
    }
  }

  @Override
  public String name() {
    return "effects";
  }

  @Override
  public Verdict check(Evidence evidence) {
    EventHistory eventHistory = evidence.eventHistory();
    if (eventHistory.events().isEmpty()) {
      return Verdict.unknown(
          name(), "the event history is missing, so that no effect's key is known");
    }
    Ledger ledger = evidence.ledger().of(eventHistory.workflowId());
    List<String> wrong = new ArrayList<>();
    Map<String, ExpectedEffect> byKey = new HashMap<>();
    for (ExpectedEffect effect : expected) {
      Optional<String> key =
          EffectKeys.of(eventHistory, effect.activity()).map(k -> k + effect.suffix());
      key.ifPresent(k -> byKey.put(k, effect));
      key.map(k -> problem(effect, k, ledger.effects(k)))
          .orElseGet(
              () -> Optional.of("missing: " + effect + ", whose activity was never scheduled"))
          .ifPresent(wrong::add);
    }
    surplus(ledger, byKey).forEach(e -> wrong.add(surplusWords(eventHistory, e)));
    return wrong.isEmpty()
        ? Verdict.valid(
            name(), "%d effects, each as expected and exactly once".formatted(expected.size()))
        : Verdict.invalid(name(), String.join("; ", wrong));
  }

  private static Optional<String> problem(ExpectedEffect effect, String key, List<Effect> found) {
    if (found.isEmpty()) {
      return Optional.of("missing: %s, key %s".formatted(effect, key));
    }
    if (found.size() > 1) {
      return Optional.of("%d times: %s, key %s".formatted(found.size(), effect, key));
    }
    return Json.difference(Json.expected(effect.contentJson()), found.get(0).content())
        .map(difference -> "different content: %s, %s".formatted(effect, difference));
  }

  private static List<Effect> surplus(Ledger ledger, Map<String, ExpectedEffect> byKey) {
    return ledger.effects().stream().filter(e -> !byKey.containsKey(e.key())).toList();
  }

  private static String surplusWords(EventHistory eventHistory, Effect effect) {
    String owner =
        eventHistory.activities().stream()
            .filter(a -> EffectKeys.belongs(effect.key(), EffectKeys.of(eventHistory, a)))
            .map(a -> "of " + a.name())
            .collect(Collectors.joining());
    return "surplus: an effect %s, key %s, content %s"
        .formatted(
            owner.isEmpty() ? "of no activity in the event history" : owner,
            effect.key(),
            effect.content());
  }
}
