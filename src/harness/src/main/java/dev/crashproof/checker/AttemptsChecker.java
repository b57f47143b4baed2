package dev.crashproof.checker;

import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.EventHistory;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Activities were tried as often as the kill predicts, every effect was applied by exactly one
 * attempt, and no attempt is in the ledger that the server does not know of.
 */
public final class AttemptsChecker implements Checker {
  private final List<ExpectedAttempts> expected;

  /** Expects these numbers; activities without one may have been tried any number of times. */
  public AttemptsChecker(List<ExpectedAttempts> expected) {
    this.expected = List.copyOf(expected);
  }

  @Override
  public String name() {
    return "attempts";
  }

  @Override
  public Verdict check(Evidence evidence) {
    EventHistory eventHistory = evidence.eventHistory();
    if (eventHistory.events().isEmpty()) {
      return Verdict.unknown(name(), "the event history is missing, so that nobody counted");
    }
    Ledger ledger = evidence.ledger().of(eventHistory.workflowId());
    List<String> wrong = new ArrayList<>();
    expected.forEach(e -> numberProblem(e, eventHistory).ifPresent(wrong::add));
    keys(ledger).forEach(key -> applicationProblem(key, ledger).ifPresent(wrong::add));
    ledger.attempts().forEach(a -> strangerProblem(a, eventHistory).ifPresent(wrong::add));
    return wrong.isEmpty()
        ? Verdict.valid(name(), "each effect was applied by one attempt" + counts(eventHistory))
        : Verdict.invalid(name(), String.join("; ", wrong));
  }

  private static Optional<String> numberProblem(
      ExpectedAttempts expectation, EventHistory eventHistory) {
    int actual = eventHistory.activity(expectation.activity()).map(ActivityRun::attempts).orElse(0);
    return expectation.bound().holds(actual, expectation.attempts()) && actual > 0
        ? Optional.empty()
        : Optional.of("expected %s, found %d".formatted(expectation, actual));
  }

  private static Set<String> keys(Ledger ledger) {
    Set<String> keys = new LinkedHashSet<>();
    ledger.effects().forEach(e -> keys.add(e.key()));
    ledger.attempts().forEach(a -> keys.add(a.key()));
    return keys;
  }

  private static Optional<String> applicationProblem(String key, Ledger ledger) {
    long applied = ledger.attempts(key).stream().filter(Attempt::applied).count();
    if (ledger.effects(key).isEmpty()) {
      return Optional.of(
          "%d attempts at %s, but no effect".formatted(ledger.attempts(key).size(), key));
    }
    return applied == 1
        ? Optional.empty()
        : Optional.of(
            "the effect %s was applied by %d attempts, not by one".formatted(key, applied));
  }

  private static Optional<String> strangerProblem(Attempt attempt, EventHistory eventHistory) {
    Optional<ActivityRun> run =
        eventHistory.activities().stream()
            .filter(a -> EffectKeys.belongs(attempt.key(), EffectKeys.of(eventHistory, a)))
            .findFirst();
    if (run.isEmpty()) {
      return Optional.of(
          "an attempt at %s, which no activity of the event history explains"
              .formatted(attempt.key()));
    }
    // The server counts when the activity ends; of one that is still open it has told nothing yet.
    boolean open = run.get().ended().isEmpty();
    return open || attempt.attempt() <= run.get().attempts()
        ? Optional.empty()
        : Optional.of(
            "attempt %d at %s is in the ledger, but the server counts %d of %s"
                .formatted(
                    attempt.attempt(), attempt.key(), run.get().attempts(), run.get().name()));
  }

  private static String counts(EventHistory eventHistory) {
    List<String> tried =
        eventHistory.activities().stream()
            .filter(a -> a.attempts() > 1)
            .map(a -> a.name() + " took " + a.attempts())
            .toList();
    return tried.isEmpty() ? "; no activity took more than one" : "; " + String.join(", ", tried);
  }
}
