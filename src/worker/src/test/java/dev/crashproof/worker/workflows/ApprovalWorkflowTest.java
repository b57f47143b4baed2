package dev.crashproof.worker.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crashproof.worker.workflows.ApprovalState.Stage;
import dev.crashproof.worker.workflows.Decision.Verdict;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may decide what and when, and how it ends. */
class ApprovalWorkflowTest {
  private static final ApprovalInput RELEASE = new ApprovalInput("release 7", Duration.ofHours(1));
  private static final Review REVIEW = new Review("ann", "tests are green");

  private WorkflowsUnderTest workflows;

  @BeforeEach
  void begin() {
    workflows = new WorkflowsUnderTest();
  }

  @AfterEach
  void end() {
    workflows.close();
  }

  private WorkflowStub start(@Nullable Object... input) {
    return workflows.start("ApprovalWorkflow", input);
  }

  private static ApprovalState state(WorkflowStub workflow) {
    return workflow.query("state", ApprovalState.class);
  }

  private static void awaitStage(WorkflowStub workflow, Stage stage) {
    Awaitility.await().until(() -> state(workflow).stage() == stage);
  }

  private static ApprovalState update(WorkflowStub workflow, String name, @Nullable Review review) {
    return workflow.update(name, ApprovalState.class, review);
  }

  private static ApprovalResult result(WorkflowStub workflow) {
    return workflow.getResult(ApprovalResult.class);
  }

  @Test
  void unattendedAndWithoutInputItEscalates() {
    assertThat(result(start()))
        .isEqualTo(
            new ApprovalResult(
                "ESCALATED",
                null,
                "no decision within PT2S",
                "demo: ESCALATED: no decision within PT2S"));
    assertThat(workflows.effects().types())
        .containsExactly("process_data", "escalate_approval", "send_notification");
  }

  @Test
  void anUpdateApprovesAndAnswersWithTheNewState() {
    WorkflowStub workflow = start(RELEASE);
    awaitStage(workflow, Stage.WAITING);

    assertThat(update(workflow, "approve", REVIEW))
        .isEqualTo(new ApprovalState(Stage.APPROVED, "ann", "tests are green"));
    assertThat(result(workflow))
        .isEqualTo(
            new ApprovalResult(
                "APPROVED",
                "ann",
                "tests are green",
                "release 7: APPROVED by ann: tests are green"));
    assertThat(workflows.effects().types())
        .containsExactly("process_data", "record_decision", "send_notification");
    assertThat(state(workflow).stage()).isEqualTo(Stage.APPROVED);
  }

  @Test
  void anUpdateRejects() {
    WorkflowStub workflow = start(RELEASE);

    update(workflow, "reject", REVIEW);

    assertThat(result(workflow).status()).isEqualTo("REJECTED");
  }

  @Test
  void aSignalDecides() {
    WorkflowStub workflow = start(RELEASE);

    workflow.signal("decide", new Decision(Verdict.REJECT, "bob", "too late in the day"));

    assertThat(result(workflow))
        .extracting(ApprovalResult::status, ApprovalResult::who, ApprovalResult::why)
        .containsExactly("REJECTED", "bob", "too late in the day");
  }

  @ParameterizedTest
  @CsvSource({", why", "'', why", "' ', why", "who,", "who, ''"})
  void aReviewWithoutWhoOrWhyIsRefusedAndTheApprovalStaysOpen(
      @Nullable String who, @Nullable String why) {
    WorkflowStub workflow = start(RELEASE);
    awaitStage(workflow, Stage.WAITING);

    assertThatExceptionOfType(WorkflowUpdateException.class)
        .isThrownBy(() -> update(workflow, "approve", new Review(who, why)))
        .havingCause()
        .withMessageContaining("a decision needs who and why");
    assertThat(state(workflow).stage()).isEqualTo(Stage.WAITING);
  }

  @Test
  void noReviewAtAllIsRefused() {
    WorkflowStub workflow = start(RELEASE);
    awaitStage(workflow, Stage.WAITING);

    assertThatExceptionOfType(WorkflowUpdateException.class)
        .isThrownBy(() -> update(workflow, "reject", null))
        .havingCause()
        .withMessageContaining("a decision needs who and why");
  }

  @Test
  void aSecondDecisionIsRefusedOrIgnored() {
    WorkflowStub workflow = start(RELEASE);
    workflow.signal("decide", new Decision(Verdict.APPROVE, "ann", "first"));
    workflow.signal("decide", new Decision(Verdict.REJECT, "bob", "second"));

    assertThat(result(workflow))
        .extracting(ApprovalResult::status, ApprovalResult::who)
        .containsExactly("APPROVED", "ann");
    assertThat(state(workflow)).isEqualTo(new ApprovalState(Stage.APPROVED, "ann", "first"));
  }

  @Test
  void aSignalThatLacksAnythingIsIgnored() {
    WorkflowStub workflow = start(RELEASE);
    workflow.signal("decide", Map.of("who", "bob", "why", "no verdict"));
    workflow.signal("decide", Map.of("verdict", "APPROVE", "why", "nobody"));
    workflow.signal("decide", Map.of("verdict", "PERHAPS", "who", "bob", "why", "unsure"));
    workflow.signal("decide", new Decision(Verdict.APPROVE, "ann", "sure"));

    assertThat(result(workflow).who()).isEqualTo("ann");
  }

  @Test
  void aDecisionAfterTheDeadlineChangesNothing() {
    WorkflowStub workflow = start(new ApprovalInput("release 7", Duration.ZERO));

    assertThat(result(workflow).status()).isEqualTo("ESCALATED");
    assertThat(state(workflow).stage()).isEqualTo(Stage.ESCALATED);
  }
}
