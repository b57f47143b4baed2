package dev.crashproof.report;

/**
 * A sweep that a run sets out to make.
 *
 * @param id its stable id
 * @param workflow the workflow's type
 * @param mode {@code unassisted} or {@code assisted}
 * @param inputs what the workflow is run with, in words; may be empty. Not among the run's inputs,
 *     because a recovery baseline does not depend on it
 */
public record PlannedSweep(String id, String workflow, String mode, String inputs) {}
