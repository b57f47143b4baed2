package dev.crashproof.worker.workflows;

/**
 * What a DurableDemo did; the same for the same input, whatever happened on the way.
 *
 * @param processed the digest of the normalised data
 * @param steps how many steps the long task did
 * @param notification the text that was sent
 */
public record DurableDemoResult(String processed, int steps, String notification) {}
