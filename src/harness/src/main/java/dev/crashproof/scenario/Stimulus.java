package dev.crashproof.scenario;

import dev.crashproof.workload.TemporalNamespace;
import dev.crashproof.workload.WorkflowRun;

/** What the outside world does to a workflow while its worker is dead. */
@FunctionalInterface
public interface Stimulus {

  /** Acts on the workflow. */
  void act(TemporalNamespace namespace, WorkflowRun run);

  /** The world leaves it alone. */
  static Stimulus none() {
    return (namespace, run) -> {};
  }
}
