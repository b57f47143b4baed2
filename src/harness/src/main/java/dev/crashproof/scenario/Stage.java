package dev.crashproof.scenario;

import dev.crashproof.history.Recorder;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.LedgerReader;
import dev.crashproof.workload.TemporalNamespace;

/**
 * Where a scenario plays. A stage outlives its scenarios: the next one meets a worker that has
 * already served, as production's do.
 *
 * @param namespace where workflows are started and watched
 * @param ledger where the effects are read back
 * @param worker the worker that is struck and started again; it polls the scenario's task queue
 * @param recorder takes down what the harness and the worker's process do; the worker's own
 */
public record Stage(
    TemporalNamespace namespace, LedgerReader ledger, WorkerProcess worker, Recorder recorder)
    implements AutoCloseable {

  /** Ends the worker; the namespace and the ledger belong to others. */
  @Override
  public void close() {
    worker.close();
  }
}
