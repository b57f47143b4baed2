package dev.crashproof.history.wire;

/**
 * One command of a workflow task's completion, or one protocol message beside them.
 *
 * @param type what is asked for, in Temporal's words without their prefix: {@code
 *     ScheduleActivityTask}, {@code StartTimer}, {@code CompleteWorkflowExecution}, {@code
 *     RecordMarker}, …; for a protocol message {@code AcceptUpdate}, {@code RejectUpdate}, {@code
 *     CompleteUpdate}
 * @param name which: the activity's or child workflow's type, the marker's, signal's or update's
 *     name; empty where it has none
 * @param id how the SDK refers to it: the activity id, the timer id, the child's workflow id, the
 *     update's id; empty where it has none
 */
public record CommandFact(String type, String name, String id) {}
