package dev.crashproof.worker.activities;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What an approval leaves behind. */
@ActivityInterface
public interface ApprovalActivities {

  /** Records who decided what, and why. */
  @ActivityMethod(name = "record_decision")
  void recordDecision(RecordedDecision decision);

  /** Escalates a subject that nobody decided upon in time. */
  @ActivityMethod(name = "escalate_approval")
  void escalateApproval(Escalation escalation);
}
