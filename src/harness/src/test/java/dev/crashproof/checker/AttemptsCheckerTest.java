package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsCheckerTest {
  private static final Checker CHECKER =
      new AttemptsChecker(
          List.of(
              ExpectedAttempts.exactly("process_data#1", 1),
              ExpectedAttempts.atLeast("long_running_task#1", 2),
              ExpectedAttempts.atMost("long_running_task#1", 3)));

  private static Run run(int processAttempts, int longAttempts) {
    return new Run()
        .activity("process_data", "p", processAttempts)
        .activity("long_running_task", "l", longAttempts)
        .effect("p", "{}")
        .attempt("p", 1, true);
  }

  @Test
  void whatTheKillPredictsIsValid() {
    Run run = run(1, 2).effect("l", "{}").attempt("l", 1, true).attempt("l", 2, false);

    Verdict verdict = CHECKER.check(run.evidence());

    assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict.reason())
        .isEqualTo("each effect was applied by one attempt; long_running_task#1 took 2");
  }

  @Test
  void tooFewAttemptsAreInvalid() {
    assertInvalid(run(1, 1), "expected at least 2 of long_running_task#1, found 1");
  }

  @Test
  void tooManyAttemptsAreInvalid() {
    assertInvalid(run(1, 4), "expected at most 3 of long_running_task#1, found 4");
    assertInvalid(run(2, 2), "expected exactly 1 of process_data#1, found 2");
  }

  @Test
  void anActivityThatNeverRanMeetsNoNumberNotEvenAtMost() {
    Checker atMost = new AttemptsChecker(List.of(ExpectedAttempts.atMost("notify#1", 2)));

    assertThat(atMost.check(run(1, 1).evidence()).reason())
        .isEqualTo("expected at most 2 of notify#1, found 0");
  }

  @Test
  void anEffectAppliedByTwoAttemptsIsInvalid() {
    Run run = run(1, 2).effect("l", "{}").attempt("l", 1, true).attempt("l", 2, true);

    assertInvalid(run, "the effect wf/run/l was applied by 2 attempts, not by one");
  }

  @Test
  void anEffectThatNoAttemptAppliedIsInvalid() {
    assertInvalid(
        run(1, 2).effect("l", "{}"), "the effect wf/run/l was applied by 0 attempts, not by one");
  }

  @Test
  void anAttemptWithoutAnEffectIsInvalid() {
    assertInvalid(run(1, 2).attempt("l", 2, true), "1 attempts at wf/run/l, but no effect");
  }

  @Test
  void anAttemptThatTheServerDoesNotKnowOfIsInvalid() {
    Run run = run(1, 2).effect("l", "{}").attempt("l", 3, true);

    assertInvalid(
        run,
        "attempt 3 at wf/run/l is in the ledger, but the server counts 2 of long_running_task#1");
  }

  @Test
  void anAttemptOfNoActivityIsInvalid() {
    assertInvalid(
        run(1, 2).effect("x", "{}").attempt("x", 1, true),
        "an attempt at wf/run/x, which no activity of the event history explains");
  }

  @Test
  void ofAnOpenActivityTheServerHasNotCountedYet() {
    Run run = new Run();
    run.scheduled("long_running_task", "l");
    run.effect("l", "{}").attempt("l", 1, true);

    assertThat(new AttemptsChecker(List.of()).check(run.evidence()).validity())
        .isEqualTo(Validity.VALID);
  }

  @Test
  void withoutAnEventHistoryNobodyCounted() {
    assertThat(CHECKER.check(new Run().evidence()).validity()).isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void aNumberThatAnyRunMeetsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedAttempts.atLeast("process_data#1", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedAttempts.exactly("process_data#1", 0));
  }

  private static void assertInvalid(Run run, String reason) {
    Verdict verdict = CHECKER.check(run.evidence());
    assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason()).isEqualTo(reason);
  }
}
