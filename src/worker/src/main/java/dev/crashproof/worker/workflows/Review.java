package dev.crashproof.worker.workflows;

import org.jspecify.annotations.Nullable;

/**
 * Who says so, and why. Both are required; a review without them is refused, not misread.
 *
 * @param who the reviewer
 * @param why the reason
 */
public record Review(@Nullable String who, @Nullable String why) {}
