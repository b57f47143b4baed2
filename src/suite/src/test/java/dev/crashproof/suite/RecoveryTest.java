package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.scenario.ScenarioRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which runs may be played again, because their kill struck at no moment of interest. */
class RecoveryTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Verdict NOT_LANDED = Verdict.unknown("kill-landed", "no sample");
  private static final Verdict TOO_FEW = Verdict.invalid("attempts", "expected at least 2");

  @Test
  void aKillThatMissedIsPlayedAgain() {
    assertThat(Recovery.missed(run(1, NOT_LANDED, TOO_FEW))).isTrue();
  }

  @Test
  void aKillThatLandedIsKeptWhateverCameOfIt() {
    assertThat(Recovery.missed(run(1, Verdict.valid("kill-landed", "it did"), TOO_FEW))).isFalse();
  }

  @Test
  void aWrongOutcomeIsKeptThoughTheKillMissed() {
    assertThat(Recovery.missed(run(1, NOT_LANDED, Verdict.invalid("effects", "surplus"))))
        .isFalse();
  }

  @Test
  void anEffectAppliedTwiceIsKeptThoughTheKillMissed() {
    assertThat(Recovery.missed(run(2, NOT_LANDED, TOO_FEW))).isFalse();
  }

  /** A run of one activity, whose effect was applied so many times. */
  private static ScenarioRun run(int applied, Verdict... verdicts) {
    EventHistory events =
        new EventHistory(
            "w",
            "r",
            List.of(
                new Event(
                    1,
                    NOON,
                    "ActivityTaskScheduled",
                    Map.of("activityType", "process_data", "activityId", "a"))));
    List<Attempt> attempts =
        IntStream.rangeClosed(1, applied)
            .mapToObj(n -> new Attempt("w/r/a", "w", "process_data", n, true))
            .toList();
    Ledger ledger = new Ledger(attempts, List.of(new Effect("w/r/a", "w", "process_data", "{}")));
    return new ScenarioRun(
        new Evidence(new History(List.of()), events, ledger, Optional.empty()),
        new Judgement(List.of(verdicts)),
        Optional.empty());
  }
}
