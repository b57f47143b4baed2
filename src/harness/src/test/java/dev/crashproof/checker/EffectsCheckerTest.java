package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.ledger.Effect;
import org.junit.jupiter.api.Test;

/** Effects by the keys of our own worker: which is lost, done twice, different, or nobody's. */
class EffectsCheckerTest {
  private static final Expectation EXPECTED =
      Expectation.ofEffects()
          .effect(ExpectedEffect.of("process_data#1", "{\"sum\":6,\"of\":3}"))
          .effect(ExpectedEffect.of("long_running_task#1", "#step-1", "1"))
          .effect(ExpectedEffect.of("long_running_task#1", "#step-2", "2"));
  private static final Checker LOST = new LostChecker(EXPECTED);
  private static final Checker DUPLICATES = new DuplicatesChecker(EXPECTED);
  private static final Checker EFFECTS = new EffectsChecker(EXPECTED);

  private static Run activities() {
    return new Run().activity("process_data", "p", 1).activity("long_running_task", "l", 2);
  }

  private static Run sound() {
    return activities()
        .effect("p", "{\"of\":3,\"sum\":6}")
        .effect("l#step-1", "1")
        .effect("l#step-2", "2");
  }

  @Test
  void allEffectsOnceAreValid() {
    assertThat(EFFECTS.check(sound().evidence()).reason()).isEqualTo("3 effects, each as expected");
    for (Checker checker : EXPECTED.checkers()) {
      assertThat(checker.check(sound().evidence()).validity())
          .as(checker.name())
          .isEqualTo(Validity.VALID);
    }
  }

  @Test
  void aLostEffectIsTold() {
    Run run = activities().effect("p", "{\"of\":3,\"sum\":6}").effect("l#step-1", "1");

    assertInvalid(
        LOST,
        run,
        "lost: long_running_task#1 #step-2, expected exactly once, found none, though its activity"
            + " completed (event 6)");
  }

  @Test
  void whatIsNotThereBeforeItsActivityCompletedIsNotLostYet() {
    Run run = new Run();
    run.scheduled("process_data", "p");

    assertThat(LOST.check(run.evidence()).validity()).isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void anEffectDoneTwiceIsTold() {
    assertInvalid(
        DUPLICATES,
        sound().effect("l#step-1", "1"),
        "long_running_task#1 #step-1 is there 2 times, expected exactly once: all under the key"
            + " wf/run/l#step-1");
  }

  @Test
  void anotherContentIsTold() {
    Run run =
        activities()
            .effect("p", "{\"of\":3,\"sum\":7}")
            .effect("l#step-1", "1")
            .effect("l#step-2", "2");

    assertInvalid(
        EFFECTS,
        run,
        "different content: process_data#1, at /sum expected 6, found 7, key wf/run/p");
  }

  @Test
  void aSurplusEffectIsToldWithTheActivityItBelongsTo() {
    assertInvalid(
        EFFECTS,
        sound().effect("l#step-3", "3"),
        "surplus: an effect of long_running_task#1, key wf/run/l#step-3, content 3");
  }

  @Test
  void aRowOfNoScheduledActivityIsSurplusAndTheEffectMissing() {
    Run run =
        activities()
            .effect("random-uuid", "{\"of\":3,\"sum\":6}")
            .effect("l#step-1", "1")
            .effect("l#step-2", "2");

    assertInvalid(
        EFFECTS,
        run,
        "surplus: an effect of some any, key wf/run/random-uuid, content {\"of\":3,\"sum\":6}");
    assertThat(LOST.check(run.evidence()).reason()).contains("process_data#1");
  }

  @Test
  void anActivityThatWasNeverScheduledIsTold() {
    Run run =
        new Run()
            .activity("process_data", "p", 1)
            .effect("p", "{\"of\":3,\"sum\":6}")
            .completed("{}");

    assertThat(LOST.check(run.evidence()).reason())
        .contains(
            "long_running_task#1 #step-1, expected exactly once, found none, though the workflow is"
                + " over: WorkflowExecutionCompleted (event 4); its activity was never scheduled");
  }

  @Test
  void anotherWorkflowsEffectsDoNotCount() {
    Run run = sound().row(new Effect("other/run/p", "other", "process_data", "{}"));

    assertThat(EFFECTS.check(run.evidence()).validity()).isEqualTo(Validity.VALID);
    assertThat(DUPLICATES.check(run.evidence()).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void withoutAnEventHistoryNoKeyIsKnown() {
    for (Checker checker : EXPECTED.checkers()) {
      assertThat(checker.check(new Run().evidence()).validity())
          .as(checker.name())
          .isEqualTo(Validity.UNKNOWN);
    }
  }

  @Test
  void nonsenseIsRefused() {
    ExpectedEffect once = ExpectedEffect.of("process_data#1", "{}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Expectation.ofEffects().effect(once).effect(once))
        .withMessageContaining("expected twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedEffect.of("process_data#1", "step-1", "{}"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedEffect.of("process_data#1", "no json"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Expectation.ofEffects().effect(once).inOrder("process_data#1", "mail#1"))
        .withMessageContaining("no expected effect");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Expectation.ofEffects().effect(once).inOrder("process_data#1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Times(2, 1));
  }

  private static void assertInvalid(Checker checker, Run run, String reason) {
    Verdict verdict = checker.check(run.evidence());
    assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason()).isEqualTo(reason);
  }
}
