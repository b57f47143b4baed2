package dev.crashproof.worker.activities;

/**
 * A decision as it goes on record.
 *
 * @param subject what was decided upon
 * @param status {@code APPROVED} or {@code REJECTED}
 * @param who decided
 * @param why, in the decider's words
 */
public record RecordedDecision(String subject, String status, String who, String why) {}
