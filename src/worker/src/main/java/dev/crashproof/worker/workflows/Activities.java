package dev.crashproof.worker.workflows;

import dev.crashproof.worker.activities.ApprovalActivities;
import dev.crashproof.worker.activities.DataActivities;
import dev.crashproof.worker.activities.IntegrationActivities;
import dev.crashproof.worker.activities.LongRunningTask;
import dev.crashproof.worker.activities.NotificationActivities;
import dev.crashproof.worker.activities.VerificationActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The activities as workflows call them: their timeouts and retries. */
final class Activities {

  // No limit on attempts: an activity outlives any outage of its database. The first retry comes
  // soon, since after a crash
  // the next worker is there already.
  private static final RetryOptions RETRY =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofMillis(200))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(10))
          .build();

  // One transaction takes milliseconds. What a dead worker holds is tried again after this time, so
  // it is short.
  private static final ActivityOptions SHORT =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(5))
          .setRetryOptions(RETRY)
          .build();

  // The largest source takes some seconds of one processor, and there may be more at work.
  private static final ActivityOptions COMPUTING =
      ActivityOptions.newBuilder(SHORT).setStartToCloseTimeout(Duration.ofSeconds(10)).build();

  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LEAST_TASK_TIMEOUT = Duration.ofSeconds(30);

  // Somebody else's service gets more air between two attempts than our own database.
  private static final RetryOptions CALL_RETRY =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofMillis(500))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  // All attempts and the waits between them: a service that stays away ends the workflow, which
  // then
  // says so.
  private static final Duration CALL_PATIENCE = Duration.ofHours(1);

  // What an attempt does beside the exchange: it records its effect.
  private static final Duration CALL_MARGIN = Duration.ofSeconds(2);

  private Activities() {}

  static DataActivities data() {
    return Workflow.newActivityStub(DataActivities.class, SHORT);
  }

  /**
   * The same for a long task: its silence is noticed by its heartbeat, so it may take twice its
   * time.
   */
  static DataActivities longData(LongRunningTask task) {
    Duration twice = task.stepTime().multipliedBy(2L * task.steps());
    return Workflow.newActivityStub(
        DataActivities.class,
        ActivityOptions.newBuilder(SHORT)
            .setStartToCloseTimeout(
                twice.compareTo(LEAST_TASK_TIMEOUT) > 0 ? twice : LEAST_TASK_TIMEOUT)
            .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
            .build());
  }

  static NotificationActivities notifications() {
    return Workflow.newActivityStub(NotificationActivities.class, SHORT);
  }

  static ApprovalActivities approvals() {
    return Workflow.newActivityStub(ApprovalActivities.class, SHORT);
  }

  /** Calls whose exchange may take so long. */
  static IntegrationActivities calls(Duration timeout) {
    return Workflow.newActivityStub(
        IntegrationActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(timeout.plus(CALL_MARGIN))
            .setScheduleToCloseTimeout(CALL_PATIENCE)
            .setRetryOptions(CALL_RETRY)
            .build());
  }

  static IntegrationActivities transformations() {
    return Workflow.newActivityStub(IntegrationActivities.class, SHORT);
  }

  static VerificationActivities verification() {
    return Workflow.newActivityStub(VerificationActivities.class, COMPUTING);
  }
}
