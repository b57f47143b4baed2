package dev.crashproof.worker.activities;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Telling people. */
@ActivityInterface
public interface NotificationActivities {

  /**
   * Sends a text; its effect is the notification itself.
   *
   * @return the text as sent
   */
  @ActivityMethod(name = "send_notification")
  String sendNotification(String text);
}
