package dev.crashproof.worker.activities;

import dev.crashproof.worker.effects.Effects;

/** Notifications that are effects. */
public final class NotificationActivitiesImpl implements NotificationActivities {
  private final ActivityEffects effects;

  /** Notifications that go there. */
  public NotificationActivitiesImpl(Effects effects) {
    this.effects = new ActivityEffects(effects);
  }

  @Override
  public String sendNotification(String text) {
    effects.record(new Notification(text));
    return text;
  }

  private record Notification(String text) {}
}
