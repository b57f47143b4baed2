package dev.crashproof.worker.activities;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is to be made of what.
 *
 * @param expression in JMESPath
 * @param data what it is applied to
 */
public record Transformation(String expression, JsonNode data) {}
