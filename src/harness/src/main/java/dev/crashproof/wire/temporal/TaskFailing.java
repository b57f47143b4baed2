package dev.crashproof.wire.temporal;

import com.google.protobuf.Duration;
import dev.crashproof.wire.grpc.GrpcProxy;
import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;

/** Fails dead workers' tasks, so that the server need not wait for their timeouts. */
final class TaskFailing {
  private static final java.time.Duration BOUND = java.time.Duration.ofSeconds(10);

  /** Not 0: that fails the activity for good. */
  private static final Duration RETRY_DELAY = Duration.newBuilder().setNanos(1_000_000).build();

  private final GrpcProxy proxy;
  private final Tasks tasks;

  TaskFailing(GrpcProxy proxy, Tasks tasks) {
    this.proxy = proxy;
    this.tasks = tasks;
  }

  Reaping fail(OpenTask task) {
    HandedTask handed =
        tasks
            .of(task.token())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The task with the token %s did not come through this interposer: ask the one that told of it."
                            .formatted(task.token())));
    if (!task.reapable()) {
      return new Reaping(Reaping.NOT_REAPABLE);
    }
    Status status =
        switch (task.kind()) {
          case WORKFLOW ->
              call(
                  handed,
                  WorkflowServiceGrpc.getRespondWorkflowTaskFailedMethod().getFullMethodName(),
                  workflowTask(handed).toByteArray());
          case ACTIVITY ->
              call(
                  handed,
                  WorkflowServiceGrpc.getRespondActivityTaskFailedMethod().getFullMethodName(),
                  activityTask(handed).toByteArray());
        };
    if (Settling.over(status.getCode())) {
      tasks.settled(task.token());
    }
    return new Reaping(status.getCode().name());
  }

  private Status call(HandedTask handed, String method, byte[] request) {
    return proxy.call(method, handed.polled().caller().headers(), request, BOUND);
  }

  private static RespondWorkflowTaskFailedRequest workflowTask(HandedTask handed) {
    return RespondWorkflowTaskFailedRequest.newBuilder()
        .setNamespace(handed.polled().namespace())
        .setIdentity(handed.polled().identity())
        .setTaskToken(handed.token())
        .setCause(
            WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE)
        .setFailure(failure(ApplicationFailureInfo.newBuilder()))
        .build();
  }

  private static RespondActivityTaskFailedRequest activityTask(HandedTask handed) {
    return RespondActivityTaskFailedRequest.newBuilder()
        .setNamespace(handed.polled().namespace())
        .setIdentity(handed.polled().identity())
        .setTaskToken(handed.token())
        .setFailure(failure(ApplicationFailureInfo.newBuilder().setNextRetryDelay(RETRY_DELAY)))
        .build();
  }

  private static Failure failure(ApplicationFailureInfo.Builder info) {
    return Failure.newBuilder()
        .setMessage("The worker that had this task was killed by Crashproof.")
        .setSource("crashproof")
        .setApplicationFailureInfo(info.setType(Reaping.FAILURE_TYPE))
        .build();
  }
}
