package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Wires.Talk;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderCheckerTest {
  private static final Checker CHECKER =
      new OrderChecker(
          Expectation.ofEffects()
              .effect(ExpectedEffect.ofType("charge"))
              .effect(ExpectedEffect.ofType("audit"))
              .inOrder("any charge", "any audit"));

  @Test
  void theExpectedOrderIsValid() {
    Run run = parallel().row("a", "charge", "5").row("b", "audit", "1");
    assertThat(CHECKER.check(run.evidence()).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void anotherOrderIsInvalid() {
    assertInvalid(
        parallel().row("a", "audit", "1").row("b", "charge", "5").evidence(),
        "any audit was committed before any charge, expected after it: row 1 before row 2");
  }

  @Test
  void oneThatIsMissingIsForOthersToJudge() {
    Run run = parallel().row("a", "audit", "1");
    assertThat(CHECKER.check(run.evidence()).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void anEffectAfterWhatFollowedFromItIsInvalidThoughNoOrderWasExpected() {
    Run run =
        new Run()
            .activity("charge", "c", 1)
            .activity("mail", "m", 1)
            .effect("m", "\"paid\"")
            .effect("c", "5");
    assertInvalid(
        run.evidence(),
        "an effect of charge#1 was committed only after one of mail#1, which was scheduled when"
            + " charge#1 had completed: row 2 after row 1");
  }

  @Test
  void activitiesSideBySideMayCommitInAnyOrder() {
    Run run = parallel().effect("a", "1").effect("c", "5");
    assertThat(new OrderChecker(Expectation.ofEffects()).check(run.evidence()).validity())
        .isEqualTo(Validity.VALID);
  }

  @Test
  void anAnswerBeforeItsTaskIsInvalid() {
    Story story = new Story().started();
    Talk poll = story.wires.pollsWorkflow();
    Map<String, String> task = story.wires.workflow(3);
    story.wires.ask(
        WireOp.TEMPORAL,
        "RespondWorkflowTaskCompleted",
        Map.of(WireOp.TOKEN, task.getOrDefault(WireOp.TOKEN, "")));
    poll.brings(task).step(Step.DELIVERED);

    assertInvalid(
        story.evidence(), "arrived before its task was handed over: a workflow task of wf");
  }

  @Test
  void anAnswerToATaskThatWasKeptBackIsInvalid() {
    Story story = new Story().started();
    Talk kept = story.wires.pollsWorkflow().brings(story.wires.workflow(3));
    story.wires.completes(kept, "[]");
    kept.step(Step.REPLY_DROPPED);

    assertInvalid(
        story.evidence(), "answers a task that was kept from the worker: a workflow task of wf");
  }

  @Test
  void aTaskBeforeTheWorkflowAskedForItIsInvalid() {
    Story story = new Story().started();
    story.wires.activityTask("charge", "c", 1);
    story.decides(Wires.schedules("charge", "c"));
    story.scheduled("charge", "c");

    Verdict verdict = CHECKER.check(story.evidence());
    assertThat(verdict.reason())
        .isEqualTo(
            "attempt 1 at charge (activity c) was handed over before the workflow asked for it");
    assertThat(verdict.ops()).hasSize(2);
  }

  /** Both are scheduled before either completes. */
  private static Run parallel() {
    Run run = new Run();
    long charge = run.scheduled("charge", "c");
    long audit = run.scheduled("audit", "a");
    run.ended(charge, 1);
    run.ended(audit, 1);
    return run;
  }

  private static void assertInvalid(Evidence evidence, String words) {
    Verdict verdict = CHECKER.check(evidence);
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason()).contains(words);
  }
}
