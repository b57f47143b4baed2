package dev.crashproof.worker.activities;

import java.time.Duration;

/**
 * A subject that nobody decided upon in time.
 *
 * @param subject what was to be decided upon
 * @param deadline how long the approval waited
 */
public record Escalation(String subject, Duration deadline) {}
