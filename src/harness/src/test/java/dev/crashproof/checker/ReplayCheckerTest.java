package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Wires.Talk;
import dev.crashproof.history.OpKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayCheckerTest {
  private static final Checker CHECKER = new ReplayChecker();
  private static final String CAUSE = "WORKFLOW_TASK_FAILED_CAUSE_";

  private final Story story = Story.sound();

  @Test
  void aReplayThatAgreedIsValid() {
    assertThat(CHECKER.check(story.evidence()).reason())
        .isEqualTo("replayed on the same code without a difference");
  }

  @Test
  void withoutAReplayNobodyCanTell() {
    assertThat(CHECKER.check(new Run().completed("{}").evidence()).reason())
        .isEqualTo("no replay was made");
    assertThat(CHECKER.check(new Run().completed("{}").evidence()).validity())
        .isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void aReplayThatFailedIsInvalid() {
    story.run.replayed(Replay.failed("[TMPRL1100] no such timer"));
    assertInvalid("the replay failed: [TMPRL1100] no such timer");
  }

  @Test
  void aNondeterministicWorkflowTaskIsInvalid() {
    failed(Map.of("cause", CAUSE + "NON_DETERMINISTIC_ERROR", "failure.message", "no such timer"));
    assertInvalid(
        "the code went another way than its event history, WorkflowTaskFailed (event 18)");
  }

  @Test
  void nondeterminismIsKnownByItsWordsToo() {
    failed(
        Map.of(
            "cause",
            CAUSE + "WORKFLOW_WORKER_UNHANDLED_FAILURE",
            "failure.cause.message",
            "io.temporal.worker.NonDeterministicException: …"));
    assertInvalid("the code went another way");
  }

  @Test
  void aWorkflowTaskThatFailedOtherwiseIsInvalid() {
    failed(
        Map.of(
            "cause",
            CAUSE + "WORKFLOW_WORKER_UNHANDLED_FAILURE",
            "failure.message",
            "a null pointer"));
    assertInvalid("a workflow task failed (WORKFLOW_WORKER_UNHANDLED_FAILURE)");
    assertInvalid("a null pointer");
  }

  @Test
  void aWorkflowTaskThatFailedForNoCauseToldIsUnknown() {
    failed(Map.of("cause", CAUSE + "UNSPECIFIED"));
    assertThat(CHECKER.check(story.evidence()).validity()).isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void whatTheServerDoesInTheOrdinaryCourseIsNoFailure() {
    failed(Map.of("cause", CAUSE + "UNHANDLED_COMMAND"));
    assertThat(CHECKER.check(story.evidence()).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void aTaskThatTheHarnessFailedForADeadWorkerIsExplainedOnce() {
    Talk task = story.wires.workflowTask(23);
    reaped(task.token());
    failed(Map.of("cause", CAUSE + "UNSPECIFIED", "startedEventId", "23"));
    assertThat(CHECKER.check(story.evidence()).reason())
        .isEqualTo(
            "replayed on the same code without a difference; 1 workflow tasks were failed for a"
                + " dead worker");

    failed(Map.of("cause", CAUSE + "UNSPECIFIED", "startedEventId", "27"));
    assertThat(CHECKER.check(story.evidence()).validity()).isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void aReapThatTheServerRefusedExplainsNothing() {
    story.wires.op(
        OpKind.INFO, "harness", "reap", Map.of("task", "workflow", "status", "NOT_FOUND"));
    failed(Map.of("cause", CAUSE + "UNSPECIFIED"));
    assertThat(CHECKER.check(story.evidence()).validity()).isEqualTo(Validity.UNKNOWN);
  }

  private void reaped(String token) {
    story.wires.op(
        OpKind.INFO, "harness", "reap", Map.of("task", "workflow", "status", "OK", "token", token));
  }

  private void failed(Map<String, String> attributes) {
    story.run.event("WorkflowTaskFailed", attributes);
  }

  private void assertInvalid(String words) {
    Verdict verdict = CHECKER.check(story.evidence());
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason()).contains(words);
  }
}
