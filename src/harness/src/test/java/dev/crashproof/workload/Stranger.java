package dev.crashproof.workload;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow that has nothing to do with the others. */
@WorkflowInterface
public interface Stranger {

  @WorkflowMethod
  void run();

  /** It does nothing. */
  final class Impl implements Stranger {
    @Override
    public void run() {}
  }
}
