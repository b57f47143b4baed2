package dev.crashproof.worker.runtime;

import com.google.protobuf.util.Durations;
import dev.crashproof.worker.roles.Assignment;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskScheduledEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskStartedEventAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the code of a workflow task once before the first one comes: a replay of a workflow that has
 * just begun, in this process alone. A worker that takes over from a dead one is mostly one that
 * has had nothing to do, and its first workflow task took 115 to 160 ms of class loading.
 */
final class WarmUp implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final WorkerFactory factory;
  private final List<Assignment> assignments;

  private WarmUp(WorkerFactory factory, List<Assignment> assignments) {
    this.factory = factory;
    this.assignments = assignments;
  }

  /** Begins, beside what polls already, on the thread that is returned. */
  static Thread begin(WorkerFactory factory, List<Assignment> assignments) {
    Thread thread = new Thread(new WarmUp(factory, assignments), "warm-up");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void run() {
    DataConverter converter = factory.getWorkflowClient().getOptions().getDataConverter();
    converter
        .toPayload(Map.of("warm", "up"))
        .ifPresent(payload -> converter.fromPayload(payload, Map.class, Map.class));
    for (Assignment assignment : assignments) {
      if (!assignment.role().workflows().isEmpty()) {
        // One of them is enough: what takes the time is the SDK's.
        Class<?> workflow = assignment.role().workflows().iterator().next();
        try {
          factory
              .getWorker(assignment.taskQueue())
              .replayWorkflowExecution(begun(workflow, assignment.taskQueue()));
        } catch (Exception e) {
          LOG.debug("the warm-up of {} ended early", assignment, e);
        }
      }
    }
  }

  private static WorkflowExecutionHistory begun(Class<?> workflow, String taskQueue) {
    String type =
        POJOWorkflowImplMetadata.newInstance(workflow).getWorkflowMethods().get(0).getName();
    TaskQueue queue = TaskQueue.newBuilder().setName(taskQueue).build();
    return new WorkflowExecutionHistory(
        History.newBuilder()
            .addEvents(
                event(1, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
                    .setWorkflowExecutionStartedEventAttributes(
                        WorkflowExecutionStartedEventAttributes.newBuilder()
                            .setWorkflowType(WorkflowType.newBuilder().setName(type))
                            .setTaskQueue(queue)
                            .setWorkflowTaskTimeout(Durations.fromSeconds(10))
                            .setOriginalExecutionRunId("warm-up")
                            .setFirstExecutionRunId("warm-up")
                            .setAttempt(1)))
            .addEvents(
                event(2, EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
                    .setWorkflowTaskScheduledEventAttributes(
                        WorkflowTaskScheduledEventAttributes.newBuilder()
                            .setTaskQueue(queue)
                            .setAttempt(1)))
            .addEvents(
                event(3, EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
                    .setWorkflowTaskStartedEventAttributes(
                        WorkflowTaskStartedEventAttributes.newBuilder().setScheduledEventId(2)))
            .addEvents(
                event(4, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                    .setWorkflowTaskCompletedEventAttributes(
                        WorkflowTaskCompletedEventAttributes.newBuilder()
                            .setScheduledEventId(2)
                            .setStartedEventId(3)))
            .build(),
        "warm-up");
  }

  private static HistoryEvent.Builder event(long id, EventType type) {
    return HistoryEvent.newBuilder().setEventId(id).setEventType(type);
  }
}
