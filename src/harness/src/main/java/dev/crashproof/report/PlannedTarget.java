package dev.crashproof.report;

import dev.crashproof.measure.Target;

/**
 * A target and how its author put it.
 *
 * @param target the target; its id is the id of the measure that it judges
 * @param asWritten the target in its author's words: {@code < 256MB}
 * @param note what a reader should know of how it is judged, in Markdown; may be empty
 */
public record PlannedTarget(Target target, String asWritten, String note) {}
