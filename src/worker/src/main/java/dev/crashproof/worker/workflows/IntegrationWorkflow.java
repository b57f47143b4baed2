package dev.crashproof.worker.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Asks somebody else's service and keeps what is wanted: call_api, then transform_data. */
@WorkflowInterface
public interface IntegrationWorkflow {

  /**
   * Calls and transforms.
   *
   * @param input what to call, which must be said
   */
  @WorkflowMethod
  IntegrationResult run(@Nullable IntegrationInput input);
}
