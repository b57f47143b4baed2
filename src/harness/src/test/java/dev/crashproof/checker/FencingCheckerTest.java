package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Wires.Talk;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker is paused with an activity in its hands, another takes it over, and it is woken. */
class FencingCheckerTest {
  private final Run run = new Run();
  private final Wires wires = new Wires();
  private Talk held;

  @BeforeEach
  void paused() {
    run.activity("charge", "c", 2).effect("c", "5");
    held = wires.activityTask("charge", "c", 1);
    wires.op(OpKind.OK, Wires.WORKER, "pause", Map.of("start", "1"));
  }

  private void takenOver() {
    wires.start(2);
    wires.completes(wires.activityTask("charge", "c", 2)).done();
  }

  private void woken() {
    wires.start(1);
    wires.op(OpKind.OK, Wires.WORKER, "resume", Map.of("start", "1"));
  }

  private Talk late() {
    takenOver();
    woken();
    return wires.completes(held).step(Step.FORWARDED);
  }

  private Verdict verdict() {
    return new FencingChecker().check(run.evidence(wires.history()));
  }

  private boolean seen(String state) {
    return States.of(run.evidence(wires.history())).contains(state);
  }

  @Test
  void aRejectedCompletionIsFenced() {
    late().fail("NOT_FOUND");

    assertThat(verdict().validity()).isEqualTo(Validity.VALID);
    assertThat(verdict().reason())
        .startsWith("1 late, all rejected: RespondActivityTaskCompleted")
        .endsWith("; of the effects of what was taken over each of 1 is there once");
    assertThat(verdict().ops()).hasSize(1);
    assertThat(seen(States.ZOMBIE_REJECTED)).isTrue();
  }

  @Test
  void anEffectThatIsThereTwiceIsTold() {
    run.effect("c", "5");
    late().fail("NOT_FOUND");

    assertThat(verdict().reason()).endsWith("wf/run/c is there 2 times");
  }

  @Test
  void anAcceptedCompletionIsNot() {
    late().ok();

    assertThat(verdict().validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict().reason()).startsWith("accepted of a task that was taken over: Respond");
    assertThat(seen(States.ZOMBIE_REJECTED)).isFalse();
  }

  @Test
  void withoutAnAnswerOrAnotherErrorNobodyKnows() {
    Talk late = late();
    assertThat(verdict().validity()).isEqualTo(Validity.UNKNOWN);
    late.fail("UNAVAILABLE");
    assertThat(verdict().validity()).isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void whatWasGivenUpAndSentAgainIsRejectedAtLast() {
    late().fail("CANCELLED");
    assertThat(verdict().reason()).endsWith(", answered CANCELLED");
    wires.completes(held).step(Step.FORWARDED).fail("NOT_FOUND");

    assertThat(verdict().validity()).isEqualTo(Validity.VALID);
    assertThat(verdict().reason()).startsWith("2 late, all rejected");
  }

  @Test
  void whatWasNotTakenOverMayBeAccepted() {
    woken();
    wires.completes(held).done();

    assertThat(verdict().validity()).isEqualTo(Validity.VALID);
    assertThat(verdict().reason()).contains("sent nothing of a task that another had taken over");
  }

  @Test
  void whatTheOtherWorkerSendsIsNotAZombies() {
    woken();
    takenOver();

    assertThat(verdict().reason()).contains("sent nothing");
  }

  @Test
  void aCloseEndsEveryTaskOfTheRun() {
    wires.start(2);
    wires.completes(wires.workflowTask(9), Wires.closes()).done();
    woken();
    wires.completes(held).step(Step.FORWARDED).ok();

    assertThat(verdict().validity()).isEqualTo(Validity.INVALID);
  }

  @Test
  void withoutAPauseThereIsNothingToFence() {
    assertThat(verdict().reason()).startsWith("no worker was woken");
  }
}
