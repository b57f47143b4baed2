package dev.crashproof.worker.activities;

import java.time.Duration;

/**
 * What a long task has to do.
 *
 * @param processed the digest that the steps work on
 * @param steps how many
 * @param stepTime how long each takes
 */
public record LongRunningTask(String processed, int steps, Duration stepTime) {}
