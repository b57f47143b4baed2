package dev.crashproof.wire.temporal;

import java.util.List;

/**
 * A task that the server handed to a worker and that was not answered.
 *
 * @param kind which kind
 * @param start the start of the worker that polled for it
 * @param workflowId the workflow
 * @param runId its run
 * @param workflowType its type
 * @param activityId the activity, as the SDK named it; empty for a workflow task
 * @param activityType the activity's type; empty for a workflow task
 * @param attempt which attempt, from 1
 * @param maximumAttempts how many the activity's retry policy allows; 0 for any number
 * @param nonRetryableTypes the error types that the activity's retry policy never retries
 * @param token the token's fingerprint
 */
public record OpenTask(
    TaskKind kind,
    int start,
    String workflowId,
    String runId,
    String workflowType,
    String activityId,
    String activityType,
    int attempt,
    int maximumAttempts,
    List<String> nonRetryableTypes,
    String token) {

  /** Copies the types, so that a task never changes. */
  public OpenTask {
    nonRetryableTypes = List.copyOf(nonRetryableTypes);
  }

  /**
   * Whether failing it gives what its timeout would have given: another attempt. A last attempt
   * would fail for good, with another failure than the timeout's; and where timeouts are not
   * retried, neither must this be.
   */
  public boolean reapable() {
    return (maximumAttempts <= 0 || attempt < maximumAttempts)
        && nonRetryableTypes.stream().noneMatch(OpenTask::standsForADeadWorker);
  }

  private static boolean standsForADeadWorker(String type) {
    // The server writes timeouts with a prefix of its own before the proto's name.
    return type.startsWith("TIMEOUT_TYPE_")
        || type.startsWith("TemporalTimeout:")
        || type.equals(Reaping.FAILURE_TYPE);
  }
}
