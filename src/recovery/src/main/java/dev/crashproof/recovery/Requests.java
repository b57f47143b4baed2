package dev.crashproof.recovery;

import com.google.protobuf.util.Durations;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;

/** What the server is asked and told about what a dead process held. */
final class Requests {
  // The server takes 0 for no delay given, and the failure for final.
  private static final int RETRY_NANOS = 1_000_000;

  private final String identity;

  /** Tells it by that name. */
  Requests(String identity) {
    this.identity = identity;
  }

  /** Has a workflow task made anew, without a word against its workflow's code. */
  RespondWorkflowTaskFailedRequest failed(ProcessIdentity dead, Held.WorkflowTask task) {
    return RespondWorkflowTaskFailedRequest.newBuilder()
        .setNamespace(task.namespace())
        .setTaskToken(task.token())
        .setIdentity(identity)
        .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_STICKY_TASK_QUEUE)
        .setFailure(failure(dead, ApplicationFailureInfo.newBuilder()))
        .build();
  }

  /**
   * Has an attempt followed by another.
   *
   * @param atOnce instead of by its retry policy's interval
   */
  RespondActivityTaskFailedRequest failed(
      ProcessIdentity dead, Held.ActivityTask task, boolean atOnce) {
    ApplicationFailureInfo.Builder info = ApplicationFailureInfo.newBuilder();
    if (atOnce) {
      info.setNextRetryDelay(Durations.fromNanos(RETRY_NANOS));
    }
    return RespondActivityTaskFailedRequest.newBuilder()
        .setNamespace(task.namespace())
        .setTaskToken(task.token())
        .setIdentity(identity)
        .setFailure(failure(dead, info))
        .build();
  }

  /** Says that nobody polls that queue any more. */
  static ShutdownWorkerRequest shutdown(Held.StickyQueue queue) {
    return ShutdownWorkerRequest.newBuilder()
        .setNamespace(queue.namespace())
        .setStickyTaskQueue(queue.name())
        .setIdentity(queue.identity())
        // Where the server may, it withdraws the polls of the dead as well.
        .setWorkerInstanceKey(queue.instanceKey())
        .setTaskQueue(queue.normalName())
        .addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
        .addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
        .setReason("its process is dead")
        .build();
  }

  /** Asks what has become of an attempt's workflow. */
  static DescribeWorkflowExecutionRequest describe(Held.ActivityTask task) {
    return DescribeWorkflowExecutionRequest.newBuilder()
        .setNamespace(task.namespace())
        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(task.workflowId()))
        .build();
  }

  private static Failure failure(ProcessIdentity dead, ApplicationFailureInfo.Builder info) {
    return Failure.newBuilder()
        .setMessage("the worker's process " + dead.pid() + " died while it held this task")
        .setSource("crashproof-recovery")
        .setApplicationFailureInfo(info.setType(CrashRecovery.WORKER_DIED))
        .build();
  }
}
