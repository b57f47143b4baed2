package dev.crashproof.report;

/**
 * One thing the workload was run with. Two runs with different inputs are not compared.
 *
 * @param name its name: {@code timer}
 * @param value its value with unit: {@code 2 s}
 * @param note what it is; may be empty
 */
public record Input(String name, String value, String note) {}
