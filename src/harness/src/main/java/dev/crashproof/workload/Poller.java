package dev.crashproof.workload;

import java.time.Instant;

/**
 * Who polled a task queue.
 *
 * @param identity the name that the worker gave itself
 * @param lastSeen when the server last heard of it, by the server's wall clock
 */
public record Poller(String identity, Instant lastSeen) {}
