package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workflow that is followed: its runs, and those of its children and theirs. */
final class Workflows {
  private final Map<String, Chain> byWorkflowId = new HashMap<>();
  private final List<RunNames> runs = new ArrayList<>();
  private final Map<String, RunNames> byRun = new HashMap<>();

  private static final class Chain {
    private final String prefix;
    private int runs;

    private Chain(String prefix) {
      this.prefix = prefix;
    }

    private String nextPrefix() {
      runs++;
      return runs == 1 ? prefix : prefix + "run " + runs + ": ";
    }
  }

  Workflows(String rootWorkflowId) {
    byWorkflowId.put(rootWorkflowId, new Chain(""));
  }

  /** The run that the op is about; empty where it is about a workflow that is not followed. */
  Optional<RunNames> run(Op op) {
    String workflowId = Wires.text(op, WireOp.WORKFLOW_ID);
    String key = workflowId + " " + Wires.text(op, WireOp.RUN_ID);
    if (!byRun.containsKey(key)) {
      // Its parent's request may be known to have been taken by this alone.
      List.copyOf(runs).forEach(run -> run.started(workflowId));
      Optional.ofNullable(byWorkflowId.get(workflowId)).ifPresent(chain -> open(key, chain));
    }
    return Optional.ofNullable(byRun.get(key));
  }

  private void open(String key, Chain chain) {
    RunNames run =
        new RunNames(
            chain.nextPrefix(),
            (workflowId, prefix) -> byWorkflowId.put(workflowId, new Chain(prefix)));
    runs.add(run);
    byRun.put(key, run);
  }
}
