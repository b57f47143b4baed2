package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;

/** Messages, made by hand. */
final class Protos {
  static final String RUN = "run-1";

  private Protos() {}

  static PollWorkflowTaskQueueRequest workflowPoll() {
    return PollWorkflowTaskQueueRequest.newBuilder()
        .setNamespace("space")
        .setIdentity("me@host")
        .setTaskQueue(
            TaskQueue.newBuilder().setName("queue").setKind(TaskQueueKind.TASK_QUEUE_KIND_NORMAL))
        .build();
  }

  static PollWorkflowTaskQueueRequest stickyPoll(String name) {
    return workflowPoll().toBuilder().setTaskQueue(sticky(name)).build();
  }

  static TaskQueue sticky(String name) {
    return TaskQueue.newBuilder()
        .setName(name)
        .setNormalName("queue")
        .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY)
        .build();
  }

  static PollActivityTaskQueueRequest activityPoll() {
    return PollActivityTaskQueueRequest.newBuilder()
        .setNamespace("space")
        .setIdentity("me@host")
        .setTaskQueue(TaskQueue.newBuilder().setName("queue"))
        .build();
  }

  static PollWorkflowTaskQueueResponse.Builder workflowTask(String token) {
    return PollWorkflowTaskQueueResponse.newBuilder()
        .setTaskToken(bytes(token))
        .setWorkflowExecution(execution())
        .setWorkflowType(WorkflowType.newBuilder().setName("Demo"))
        .setAttempt(1);
  }

  static PollActivityTaskQueueResponse.Builder activityTask(String token, int attempt) {
    return PollActivityTaskQueueResponse.newBuilder()
        .setTaskToken(bytes(token))
        .setWorkflowExecution(execution())
        .setWorkflowType(WorkflowType.newBuilder().setName("Demo"))
        .setActivityId("act-1")
        .setActivityType(ActivityType.newBuilder().setName("process_data"))
        .setInput(payloads("\"some input\""))
        .setAttempt(attempt);
  }

  static RetryPolicy retries(int most, String... nonRetryable) {
    return RetryPolicy.newBuilder()
        .setMaximumAttempts(most)
        .addAllNonRetryableErrorTypes(java.util.List.of(nonRetryable))
        .build();
  }

  static WorkflowExecution execution() {
    return WorkflowExecution.newBuilder().setWorkflowId("wf-1").setRunId(RUN).build();
  }

  static HistoryEvent.Builder event(long id, EventType type) {
    return HistoryEvent.newBuilder().setEventId(id).setEventType(type);
  }

  static HistoryEvent scheduled(long id, String type, String activityId) {
    return event(id, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
        .setActivityTaskScheduledEventAttributes(
            ActivityTaskScheduledEventAttributes.newBuilder()
                .setActivityId(activityId)
                .setActivityType(ActivityType.newBuilder().setName(type))
                .setInput(payloads("\"some input\"")))
        .build();
  }

  static HistoryEvent completed(long id, long scheduled) {
    return event(id, EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
        .setActivityTaskCompletedEventAttributes(
            ActivityTaskCompletedEventAttributes.newBuilder().setScheduledEventId(scheduled))
        .build();
  }

  static Payloads payloads(String... json) {
    Payloads.Builder payloads = Payloads.newBuilder();
    for (String one : json) {
      payloads.addPayloads(
          Payload.newBuilder().putMetadata("encoding", bytes("json/plain")).setData(bytes(one)));
    }
    return payloads.build();
  }

  static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }
}
