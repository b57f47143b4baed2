package dev.crashproof.workload;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow that has something of everything. */
@WorkflowInterface
public interface Errand {

  /** {@code quick}, {@code wait}, {@code parent}, {@code again} or {@code never}. */
  @WorkflowMethod(name = "Errand")
  String run(String what);

  @SignalMethod
  void go(String where);

  @UpdateMethod
  String approve(String who);

  @UpdateValidatorMethod(updateName = "approve")
  void checkApprove(String who);

  @QueryMethod
  String state();
}
