package dev.crashproof.report;

/**
 * A measure without a target.
 *
 * @param id the measure's id
 * @param name its name for people
 * @param unit its unit
 */
public record PlannedMeasure(String id, String name, String unit) {}
