package dev.crashproof.worker.activities;

/**
 * What is to be made of what.
 *
 * @param expression in JMESPath
 * @param data what it is applied to
 */
public record Transformation(String expression, JsonText data) {}
