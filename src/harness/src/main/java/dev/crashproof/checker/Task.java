package dev.crashproof.checker;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.Step;
import java.util.Optional;

/**
 * A task that the server handed to a worker.
 *
 * @param exchange the poll, or the completion, whose answer brought it
 * @param answer that answer
 * @param token its token's fingerprint; empty where it is not known
 * @param workflowId the workflow it is about
 * @param runId the workflow's run; empty where it is not known
 * @param activityId the activity; empty for a workflow task
 * @param activityType the activity's type; empty for a workflow task
 * @param attempt which attempt at it, from 1
 * @param startedEvent the id of a workflow task's started event; empty where it is not known
 */
record Task(
    Exchange exchange,
    Op answer,
    String token,
    String workflowId,
    String runId,
    String activityId,
    String activityType,
    int attempt,
    Optional<String> startedEvent) {

  boolean ofActivity() {
    return !activityId.isEmpty();
  }

  /** Whether it reached the worker, or may have. */
  boolean delivered() {
    return exchange.step(Step.DELIVERED).isPresent();
  }

  @Override
  public String toString() {
    return ofActivity()
        ? "attempt %d at %s (activity %s)".formatted(attempt, activityType, activityId)
        : "a workflow task of " + workflowId;
  }
}
