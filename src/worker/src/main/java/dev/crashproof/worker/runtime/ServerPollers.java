package dev.crashproof.worker.runtime;

import com.google.protobuf.Timestamp;
import dev.crashproof.worker.observability.Pollers;
import dev.crashproof.worker.observability.TaskKind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/**
 * What a Temporal server knows of the polls of one client.
 *
 * @param service where it is asked
 * @param namespace where the task queues are
 * @param identity the client's
 */
record ServerPollers(WorkflowServiceBlockingStub service, String namespace, String identity)
    implements Pollers {

  @Override
  public Sighting sighting(String taskQueue, TaskKind kind, Duration within) {
    try {
      return service
          .withDeadlineAfter(within.toNanos(), TimeUnit.NANOSECONDS)
          .describeTaskQueue(
              DescribeTaskQueueRequest.newBuilder()
                  .setNamespace(namespace)
                  .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                  .setTaskQueueType(type(kind))
                  .build())
          .getPollersList()
          .stream()
          .filter(poller -> poller.getIdentity().equals(identity))
          .map(ServerPollers::last)
          .max(Comparator.naturalOrder())
          .<Sighting>map(Seen::new)
          .orElseGet(Unseen::new);
    } catch (StatusRuntimeException e) {
      return new Unknown(
          e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
              ? "it is one that does not tell"
              : Reason.of(e));
    }
  }

  private static TaskQueueType type(TaskKind kind) {
    return switch (kind) {
      case WORKFLOW -> TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW;
      case ACTIVITY -> TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY;
    };
  }

  private static Instant last(PollerInfo poller) {
    Timestamp last = poller.getLastAccessTime();
    return Instant.ofEpochSecond(last.getSeconds(), last.getNanos());
  }
}
