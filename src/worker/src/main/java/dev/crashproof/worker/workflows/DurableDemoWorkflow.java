package dev.crashproof.worker.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Durability on one screen: process_data, a durable timer, long_running_task, send_notification.
 */
@WorkflowInterface
public interface DurableDemoWorkflow {

  /**
   * Runs the demo.
   *
   * @param input what to work on; {@link DurableDemoInput#DEFAULTS} if null or left out
   */
  @WorkflowMethod
  DurableDemoResult run(@Nullable DurableDemoInput input);
}
