package dev.crashproof.report;

/**
 * A scenario that a run sets out to play, once or several times.
 *
 * @param id its stable id, fit for a file's name: {@code durable-demo-mid-timer}
 * @param workflow the workflow's type
 * @param moment when the worker is killed, {@code none} where it is not
 */
public record PlannedScenario(String id, String workflow, String moment) {}
