package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

class CheckersTest {
  private static final Evidence EVIDENCE = new Run().evidence();

  private static Checker checker(String name, Function<String, Verdict> says) {
    return new Checker() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Verdict check(Evidence evidence) {
        return says.apply(name);
      }
    };
  }

  private static final Checker CONTENT = checker("content", n -> Verdict.valid(n, "as expected"));
  private static final Checker BROKEN =
      checker(
          "broken",
          n -> {
            throw new IllegalStateException("no such row");
          });
  private static final Checker ENDLESS = checker("endless", CheckersTest::endless);
  private static final Checker REJECTING =
      checker("rejecting", n -> Verdict.invalid(n, "done twice"));

  @SuppressWarnings("InfiniteRecursion")
  private static Verdict endless(String name) {
    return endless(name);
  }

  @Test
  void theWorstVerdictIsTheRuns() {
    assertThat(Checkers.judge(List.of(CONTENT), EVIDENCE).validity()).isEqualTo(Validity.VALID);
    assertThat(Checkers.judge(List.of(CONTENT, BROKEN), EVIDENCE).validity())
        .isEqualTo(Validity.UNKNOWN);
    assertThat(Checkers.judge(List.of(REJECTING, BROKEN, CONTENT), EVIDENCE).validity())
        .isEqualTo(Validity.INVALID);
  }

  @Test
  void aCheckerThatBreaksIsUnknownAndTheOthersAreHeard() {
    Judgement judgement = Checkers.judge(List.of(BROKEN, ENDLESS, REJECTING, CONTENT), EVIDENCE);

    assertThat(judgement.verdicts())
        .extracting(Verdict::validity)
        .containsExactly(Validity.UNKNOWN, Validity.UNKNOWN, Validity.INVALID, Validity.VALID);
    assertThat(judgement.reasons())
        .containsExactly(
            "broken: the checker broke: java.lang.IllegalStateException: no such row",
            "endless: the checker broke: java.lang.StackOverflowError",
            "rejecting: done twice");
  }

  @Test
  @NullUnmarked
  void aCheckerWithoutAVerdictIsUnknown() {
    Judgement judgement = Checkers.judge(List.of(checker("mute", n -> null)), EVIDENCE);

    assertThat(judgement.reasons()).containsExactly("mute: the checker broke: it gave no verdict");
  }

  @Test
  void aRunThatNobodyJudgedIsUnknown() {
    Judgement judgement = Checkers.judge(List.of(), EVIDENCE);

    assertThat(judgement.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(judgement.reasons()).containsExactly("no checker judged this run");
  }

  @Test
  void aVerdictNeedsAReason() {
    assertThatIllegalArgumentException().isThrownBy(() -> Verdict.valid("result", " "));
  }
}
