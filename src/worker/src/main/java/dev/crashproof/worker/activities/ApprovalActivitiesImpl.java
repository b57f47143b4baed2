package dev.crashproof.worker.activities;

import dev.crashproof.worker.effects.Effects;

/** Decisions and escalations that are effects. */
public final class ApprovalActivitiesImpl implements ApprovalActivities {
  private final ActivityEffects effects;

  /** Decisions and escalations that go there. */
  public ApprovalActivitiesImpl(Effects effects) {
    this.effects = new ActivityEffects(effects);
  }

  @Override
  public void recordDecision(RecordedDecision decision) {
    effects.record(decision);
  }

  @Override
  public void escalateApproval(Escalation escalation) {
    effects.record(new Escalated(escalation.subject(), escalation.deadline().toString()));
  }

  private record Escalated(String subject, String deadline) {}
}
