package dev.crashproof.recovery;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionConfig;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.util.function.Predicate;

/**
 * Which attempts are never reaped, decided while their worker lives, or where the server alone
 * knows, just before. To reap an attempt is to fail it, with an ApplicationFailure instead of the
 * timeout that it would come to; that is a retry only where the retry policy leads to one either
 * way.
 */
final class Sparing {
  // The server compares a policy's non-retryable types with this and the timeout's type
  // (temporal, common/retrypolicy/retry_policy.go).
  private static final String TIMEOUT_TYPE = "TemporalTimeout:";

  private final Predicate<String> activityTypes;

  /** Spares activities whose type answers to this, beside those that must not be reaped. */
  Sparing(Predicate<String> activityTypes) {
    this.activityTypes = activityTypes;
  }

  /** Why it is left to the server's timeouts; empty if it is not. */
  String reason(PollActivityTaskQueueResponse task) {
    if (activityTypes.test(task.getActivityType().getName())) {
      return "its type is one of those that this worker leaves alone";
    }
    if (!task.hasRetryPolicy()) {
      return "it has no retry policy";
    }
    RetryPolicy policy = task.getRetryPolicy();
    if (policy.getMaximumAttempts() > 0 && task.getAttempt() >= policy.getMaximumAttempts()) {
      return "it is its last attempt";
    }
    for (String type : policy.getNonRetryableErrorTypesList()) {
      if (type.startsWith(TIMEOUT_TYPE) || type.equals(CrashRecovery.WORKER_DIED)) {
        return "its retry policy names " + type + " as not to be retried";
      }
    }
    return "";
  }

  /**
   * Why it is left to the server's timeouts, by what its workflow has come to; empty if it is not.
   */
  static String reasonNow(DescribeWorkflowExecutionResponse workflow, Held.ActivityTask task) {
    for (PendingActivityInfo activity : workflow.getPendingActivitiesList()) {
      if (!activity.getActivityId().equals(task.id())) {
        continue;
      }
      if (activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED) {
        return "its cancellation was asked for";
      }
      if (mustStartSoon(activity.getActivityOptions(), workflow.getExecutionConfig())) {
        return "its schedule-to-start would begin anew, and is never retried";
      }
    }
    return "";
  }

  /**
   * Whether it has a schedule-to-start of its own. That begins anew with each attempt, so with one
   * that comes before a worker does, and its timeout is never retried. One that is not given the
   * server fills with what ends the activity anyway: its schedule-to-close, or its workflow's run.
   */
  private static boolean mustStartSoon(ActivityOptions options, WorkflowExecutionConfig workflow) {
    long start = Durations.toMillis(options.getScheduleToStartTimeout());
    return start > 0
        && endsBefore(options.getScheduleToCloseTimeout(), start)
        && endsBefore(workflow.getWorkflowRunTimeout(), start)
        && endsBefore(workflow.getWorkflowExecutionTimeout(), start);
  }

  /** Whether so many milliseconds are over before that timeout is, which is none where it is 0. */
  private static boolean endsBefore(Duration timeout, long millis) {
    return !Durations.isPositive(timeout) || millis < Durations.toMillis(timeout);
  }

  /** When its schedule-to-close is over, in milliseconds since the epoch; 0 without one. */
  static long closesAt(PollActivityTaskQueueResponse task) {
    long timeout = Durations.toMillis(task.getScheduleToCloseTimeout());
    return timeout == 0 ? 0 : Timestamps.toMillis(task.getScheduledTime()) + timeout;
  }
}
