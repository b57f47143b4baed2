package dev.crashproof.suite;

import dev.crashproof.workload.Completion;
import dev.crashproof.workload.WorkflowRun;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A workflow of the load.
 *
 * @param kind what it is
 * @param run the run
 * @param closed how it closed, once it has
 */
record LoadedRun(WorkKind kind, WorkflowRun run, CompletableFuture<Completion> closed) {

  boolean open() {
    return !closed.isDone();
  }

  /** From that moment until its close was seen. */
  Optional<Double> millisSince(long nanos) {
    return Optional.ofNullable(closed.getNow(null))
        .map(completion -> Measure.millis(completion.seenNanos() - nanos));
  }

  /** When its close was seen; never, while it is open. */
  long closedNanos() {
    Completion completion = closed.getNow(null);
    return completion == null ? Long.MAX_VALUE : completion.seenNanos();
  }
}
