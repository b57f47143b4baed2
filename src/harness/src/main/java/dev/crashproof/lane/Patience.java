package dev.crashproof.lane;

import java.time.Duration;

/**
 * How long is waited in a lane before something counts as broken.
 *
 * @param readyWithin how long a worker may take from its start to its first poll
 * @param stuckAfter how long a workload may show no new event before it counts as stuck
 */
public record Patience(Duration readyWithin, Duration stuckAfter) {}
