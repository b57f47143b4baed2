package dev.crashproof.lane;

import dev.crashproof.process.Run;
import dev.crashproof.wire.Bind;
import dev.crashproof.workload.TemporalNamespace;
import java.nio.file.Path;

/**
 * Where a sweep takes place: servers that are up, and a run that owns every process.
 *
 * @param temporalAddress the Temporal frontend itself, {@code host:port}
 * @param namespace the same as the harness sees it, past all interposers
 * @param processes the run that owns the workers
 * @param output where the workers' output is kept
 * @param bind where interposers listen; the port must be 0, since there are many
 */
public record Grounds(
    String temporalAddress, TemporalNamespace namespace, Run processes, Path output, Bind bind) {

  /**
   * Refuses one port for many.
   *
   * @throws PlayException if so
   */
  public Grounds {
    if (bind.port() != 0) {
      throw new PlayException(
          "The interposers of a sweep can't all listen on port %d: bind to port 0."
              .formatted(bind.port()));
    }
  }

  /** The same for workers on this machine alone. */
  public Grounds(String temporalAddress, TemporalNamespace namespace, Run processes, Path output) {
    this(temporalAddress, namespace, processes, output, Bind.loopback());
  }
}
