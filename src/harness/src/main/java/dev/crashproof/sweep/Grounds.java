package dev.crashproof.sweep;

import dev.crashproof.process.Run;
import dev.crashproof.workload.TemporalNamespace;
import java.nio.file.Path;

/**
 * Where a sweep takes place: servers that are up, and a run that owns every process.
 *
 * @param temporalAddress the Temporal frontend itself, {@code host:port}
 * @param namespace the same as the harness sees it, past all interposers
 * @param processes the run that owns the workers
 * @param output where the workers' output is kept
 */
public record Grounds(
    String temporalAddress, TemporalNamespace namespace, Run processes, Path output) {}
