package dev.crashproof.recovery;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.util.function.Predicate;

/**
 * Which attempts are never reaped, decided while their worker lives. To reap an attempt is to fail
 * it, with an ApplicationFailure instead of the timeout that it would come to; that is a retry only
 * where the retry policy leads to one either way.
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

  /** When its schedule-to-close is over, in milliseconds since the epoch; 0 without one. */
  static long closesAt(PollActivityTaskQueueResponse task) {
    long timeout = Durations.toMillis(task.getScheduleToCloseTimeout());
    return timeout == 0 ? 0 : Timestamps.toMillis(task.getScheduledTime()) + timeout;
  }
}
