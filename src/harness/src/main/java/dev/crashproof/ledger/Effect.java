package dev.crashproof.ledger;

/**
 * One effect that is in the world: a row that an activity wrote, a call that a service took.
 *
 * @param key what makes it this effect: an idempotent effect is there once a key
 * @param workflowId the workflow that caused it
 * @param activityType the type of the activity that wrote it
 * @param content what was written
 */
public record Effect(String key, String workflowId, String activityType, String content) {}
