package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LateEffectsCheckerTest {
  private static final Checker CHECKER = new LateEffectsChecker();

  @Test
  void anEffectAfterTheCloseIsInvalid() {
    Verdict verdict =
        CHECKER.check(
            new Run()
                .effect("c", "5")
                .completed("{}")
                .closeSeen()
                .effect("m", "\"paid\"")
                .evidence());

    assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason())
        .isEqualTo(
            "after the workflow had closed came 1: an effect of any, key wf/run/m, content \"paid\"");
  }

  @Test
  void aSecondRowThatLooksLikeTheFirstIsLateAllTheSame() {
    Run run = new Run().effect("c", "5").completed("{}").closeSeen().effect("c", "5");
    assertThat(CHECKER.check(run.evidence()).validity()).isEqualTo(Validity.INVALID);
  }

  @Test
  void nothingLateIsValid() {
    Run run = new Run().effect("c", "5").completed("{}").closeSeen();
    assertThat(CHECKER.check(run.evidence()).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void whereNobodyLookedOrNothingClosedNobodyCanTell() {
    assertThat(CHECKER.check(new Run().completed("{}").evidence()).validity())
        .isEqualTo(Validity.UNKNOWN);
    assertThat(CHECKER.check(new Run().activity("a", "a", 1).closeSeen().evidence()).validity())
        .isEqualTo(Validity.UNKNOWN);
  }
}
