package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run in which nothing is wrong satisfies every checker. */
class SoundRunTest {

  @Test
  void isValidToAll() {
    List<Checker> all =
        new ArrayList<>(
            Expectation.result("{}")
                .effect(ExpectedEffect.of("charge#1", "5"))
                .effect(ExpectedEffect.of("mail#1", "\"paid\""))
                .inOrder("charge#1", "mail#1")
                .checkers());
    all.addAll(RunCheckers.of(Duration.ofSeconds(2)));

    Judgement judgement = Checkers.judge(all, Story.sound().evidence());

    assertThat(judgement.reasons()).isEmpty();
    assertThat(judgement.validity()).isEqualTo(Validity.VALID);
    assertThat(judgement.verdicts())
        .extracting(Verdict::checker)
        .containsExactly(
            "result",
            "lost",
            "duplicates",
            "effects",
            "causes",
            "order",
            "late-effects",
            "progress",
            "replay",
            "records-agree");
  }
}
