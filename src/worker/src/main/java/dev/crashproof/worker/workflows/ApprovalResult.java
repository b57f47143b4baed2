package dev.crashproof.worker.workflows;

import org.jspecify.annotations.Nullable;

/**
 * How an approval ended.
 *
 * @param status {@code APPROVED}, {@code REJECTED} or {@code ESCALATED}
 * @param who decided; null if nobody did
 * @param why, in the decider's words, or that nobody decided in time
 * @param notification the text that was sent
 */
public record ApprovalResult(
    String status, @Nullable String who, String why, String notification) {}
