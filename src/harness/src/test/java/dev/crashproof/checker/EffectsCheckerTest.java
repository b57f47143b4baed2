package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectsCheckerTest {
  private static final Checker CHECKER =
      new EffectsChecker(
          List.of(
              ExpectedEffect.of("process_data#1", "{\"sum\":6,\"of\":3}"),
              ExpectedEffect.of("long_running_task#1", "#step-1", "1"),
              ExpectedEffect.of("long_running_task#1", "#step-2", "2")));

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
    Verdict verdict = CHECKER.check(sound().evidence());

    assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict.reason()).isEqualTo("3 effects, each as expected and exactly once");
  }

  @Test
  void aLostEffectIsTold() {
    Run run = activities().effect("p", "{\"of\":3,\"sum\":6}").effect("l#step-1", "1");

    assertInvalid(run, "missing: long_running_task#1 #step-2, key wf/run/l#step-2");
  }

  @Test
  void anEffectDoneTwiceIsTold() {
    assertInvalid(
        sound().effect("l#step-1", "1"),
        "2 times: long_running_task#1 #step-1, key wf/run/l#step-1");
  }

  @Test
  void anotherContentIsTold() {
    Run run =
        activities()
            .effect("p", "{\"of\":3,\"sum\":7}")
            .effect("l#step-1", "1")
            .effect("l#step-2", "2");

    assertInvalid(run, "different content: process_data#1, at /sum expected 6, found 7");
  }

  @Test
  void aSurplusEffectIsToldWithTheActivityItBelongsTo() {
    assertInvalid(
        sound().effect("l#step-3", "3"),
        "surplus: an effect of long_running_task#1, key wf/run/l#step-3, content 3");
  }

  @Test
  void aKeyThatTheEventHistoryDoesNotExplainIsSurplusAndTheEffectMissing() {
    Run run =
        activities()
            .effect("random-uuid", "{\"of\":3,\"sum\":6}")
            .effect("l#step-1", "1")
            .effect("l#step-2", "2");

    assertInvalid(
        run,
        "missing: process_data#1, key wf/run/p; surplus: an effect of no activity in the event"
            + " history, key wf/run/random-uuid, content {\"of\":3,\"sum\":6}");
  }

  @Test
  void anActivityThatWasNeverScheduledIsTold() {
    Run run = new Run().activity("process_data", "p", 1).effect("p", "{\"of\":3,\"sum\":6}");

    assertThat(CHECKER.check(run.evidence()).reason())
        .contains("missing: long_running_task#1 #step-1, whose activity was never scheduled");
  }

  @Test
  void anotherWorkflowsEffectsDoNotCount() {
    Run run = sound();
    Evidence evidence = run.evidence();
    List<Effect> effects = new ArrayList<>(run.ledger().effects());
    effects.add(new Effect("other/run/p", "other", "process_data", "{}"));
    Evidence shared =
        new Evidence(
            evidence.history(),
            evidence.eventHistory(),
            new Ledger(List.of(), effects),
            evidence.result());

    assertThat(CHECKER.check(shared).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void withoutAnEventHistoryNoKeyIsKnown() {
    assertThat(CHECKER.check(new Run().evidence()).validity()).isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void nonsenseIsRefused() {
    ExpectedEffect once = ExpectedEffect.of("process_data#1", "{}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EffectsChecker(List.of(once, once)))
        .withMessageContaining("expected twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedEffect.of("process_data#1", "step-1", "{}"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedEffect.of("process_data#1", "no json"));
  }

  private static void assertInvalid(Run run, String reason) {
    Verdict verdict = CHECKER.check(run.evidence());
    assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason()).isEqualTo(reason);
  }
}
