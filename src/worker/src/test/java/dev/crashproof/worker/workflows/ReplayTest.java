package dev.crashproof.worker.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Event histories recorded on a Temporal server replay on today's code. One that no longer does
 * means that a deploy would break workflows that are running: the change needs {@code
 * Workflow.getVersion}, not a new recording.
 */
class ReplayTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "durable-demo",
        "approval-escalated",
        "approval-approved",
        "approval-rejected",
        "integration",
        "integration-refused",
        "verification-clean",
        "verification-flagged",
        "verification-invalid-syntax"
      })
  void aRecordedEventHistoryReplays(String name) throws Exception {
    WorkflowReplayer.replayWorkflowExecutionFromResource(
        "histories/" + name + ".json",
        DurableDemoWorkflowImpl.class,
        ApprovalWorkflowImpl.class,
        IntegrationWorkflowImpl.class,
        VerificationWorkflowImpl.class);
  }

  @Test
  void codeThatDoesSomethingElseIsFoundOut() {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecutionFromResource(
                    "histories/durable-demo.json", TimerFirst.class))
        .satisfies(e -> assertThat(e.toString()).contains("NonDeterministic"));
  }

  /** A DurableDemo that somebody changed. */
  public static final class TimerFirst implements DurableDemoWorkflow {
    @Override
    public DurableDemoResult run(@Nullable DurableDemoInput input) {
      Workflow.sleep(Duration.ofSeconds(1));
      return new DurableDemoResult(Activities.data().processData("demo"), 0, "");
    }
  }
}
