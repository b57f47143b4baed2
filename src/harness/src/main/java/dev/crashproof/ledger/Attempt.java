package dev.crashproof.ledger;

/**
 * One attempt at an effect, as the attempt itself recorded it.
 *
 * @param key the effect's key
 * @param workflowId the workflow that caused it
 * @param activityType the type of the activity
 * @param attempt the activity's attempt as Temporal counts, from 1
 * @param applied whether this attempt wrote the effect, or found it there
 */
public record Attempt(
    String key, String workflowId, String activityType, int attempt, boolean applied) {}
