package dev.crashproof.worker.workflows;

import dev.crashproof.worker.activities.Escalation;
import dev.crashproof.worker.activities.RecordedDecision;
import dev.crashproof.worker.workflows.ApprovalState.Stage;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The approval. The main method moves its state, and so does the first decision, by signal or
 * update.
 */
public final class ApprovalWorkflowImpl implements ApprovalWorkflow {
  private static final Logger LOG = Workflow.getLogger(ApprovalWorkflowImpl.class);

  private ApprovalState state = new ApprovalState(Stage.PROCESSING, null, null);
  private @Nullable Ruling ruling;

  @Override
  public ApprovalResult run(@Nullable ApprovalInput given) {
    ApprovalInput input = (given == null ? ApprovalInput.DEFAULTS : given).checked();

    Activities.data().processData(input.subject());
    if (ruling == null) {
      state = new ApprovalState(Stage.WAITING, null, null);
      Workflow.await(input.deadline(), () -> ruling != null);
    }
    return ruling == null ? escalate(input) : conclude(input, ruling);
  }

  private static ApprovalResult conclude(ApprovalInput input, Ruling ruling) {
    String status = ruling.stage().name();
    Activities.approvals()
        .recordDecision(new RecordedDecision(input.subject(), status, ruling.who(), ruling.why()));
    String notification =
        notify(input.subject() + ": " + status + " by " + ruling.who() + ": " + ruling.why());
    return new ApprovalResult(status, ruling.who(), ruling.why(), notification);
  }

  private ApprovalResult escalate(ApprovalInput input) {
    String why = "no decision within " + input.deadline();
    // Before anything else waits: a decision that comes from here on is too late, and must be told
    // so.
    state = new ApprovalState(Stage.ESCALATED, null, why);
    Activities.approvals().escalateApproval(new Escalation(input.subject(), input.deadline()));
    String notification = notify(input.subject() + ": ESCALATED: " + why);
    return new ApprovalResult(state.stage().name(), null, why, notification);
  }

  private static String notify(String text) {
    return Activities.notifications().sendNotification(text);
  }

  @Override
  public void decide(@Nullable Decision decision) {
    Ruling wanted = Ruling.of(decision);
    if (wanted == null) {
      LOG.warn("decision ignored: its verdict must be APPROVE or REJECT, and {}", Ruling.NEEDED);
    } else if (isOpen()) {
      rule(wanted);
    } else {
      LOG.warn("decision by {} ignored: this approval is {} already", wanted.who(), state.stage());
    }
  }

  @Override
  public ApprovalState approve(Review review) {
    return rule(required(Stage.APPROVED, review));
  }

  @Override
  public ApprovalState reject(Review review) {
    return rule(required(Stage.REJECTED, review));
  }

  @Override
  public void validateApprove(@Nullable Review review) {
    validate(Stage.APPROVED, review);
  }

  @Override
  public void validateReject(@Nullable Review review) {
    validate(Stage.REJECTED, review);
  }

  @Override
  public ApprovalState state() {
    return state;
  }

  private void validate(Stage stage, @Nullable Review review) {
    required(stage, review);
    if (!isOpen()) {
      throw new IllegalStateException("too late: this approval is " + state.stage() + " already");
    }
  }

  private static Ruling required(Stage stage, @Nullable Review review) {
    Ruling wanted = review == null ? null : Ruling.of(stage, review.who(), review.why());
    if (wanted == null) {
      throw new IllegalArgumentException(Ruling.NEEDED);
    }
    return wanted;
  }

  private ApprovalState rule(Ruling first) {
    ruling = first;
    state = first.state();
    return state;
  }

  private boolean isOpen() {
    return ruling == null && state.stage() != Stage.ESCALATED;
  }
}
