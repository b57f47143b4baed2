package dev.crashproof.worker.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a person: process_data, then a decision (record_decision) or the deadline
 * (escalate_approval), then send_notification. The first decision counts; every later one is
 * refused (update) or ignored (signal).
 */
@WorkflowInterface
public interface ApprovalWorkflow {

  /**
   * Waits for the approval.
   *
   * @param input what to approve; {@link ApprovalInput#DEFAULTS} if null or left out
   */
  @WorkflowMethod
  ApprovalResult run(@Nullable ApprovalInput input);

  /** Decides, without an answer. */
  @SignalMethod
  void decide(@Nullable Decision decision);

  /** Approves, and answers with the state after it. */
  @UpdateMethod
  ApprovalState approve(Review review);

  /** Refuses a review that lacks who or why, or that comes too late. */
  @UpdateValidatorMethod(updateName = "approve")
  void validateApprove(@Nullable Review review);

  /** Rejects, and answers with the state after it. */
  @UpdateMethod
  ApprovalState reject(Review review);

  /** Refuses a review that lacks who or why, or that comes too late. */
  @UpdateValidatorMethod(updateName = "reject")
  void validateReject(@Nullable Review review);

  /** How far it is. */
  @QueryMethod
  ApprovalState state();
}
