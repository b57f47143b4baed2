package dev.crashproof.wire.temporal;

import dev.crashproof.history.wire.CommandFact;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.EnumSet;
import java.util.Set;

/** What an event tells of why a workflow task came. */
final class EventFacts {
  /** Written by the server for its own use, or for what the worker itself asked for. */
  private static final Set<EventType> NO_CAUSES =
      EnumSet.of(
          EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
          EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
          EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
          EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
          EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED,
          EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
          EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED,
          EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED,
          EventType.EVENT_TYPE_TIMER_STARTED,
          EventType.EVENT_TYPE_TIMER_CANCELED,
          EventType.EVENT_TYPE_MARKER_RECORDED,
          EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
          EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
          EventType.EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
          EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
          EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED,
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_REJECTED,
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED,
          EventType.EVENT_TYPE_NEXUS_OPERATION_SCHEDULED,
          EventType.EVENT_TYPE_NEXUS_OPERATION_CANCEL_REQUESTED);

  private EventFacts() {}

  static boolean isCause(EventType type) {
    return !NO_CAUSES.contains(type);
  }

  static boolean schedules(EventType type) {
    return type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
        || type == EventType.EVENT_TYPE_NEXUS_OPERATION_SCHEDULED;
  }

  /** Remembers what the event scheduled. */
  static void remember(HistoryEvent event, RunMemory run) {
    if (event.hasActivityTaskScheduledEventAttributes()) {
      var activity = event.getActivityTaskScheduledEventAttributes();
      run.scheduled(
          event.getEventId(), activity.getActivityType().getName(), activity.getActivityId());
    } else if (event.hasNexusOperationScheduledEventAttributes()) {
      run.scheduled(
          event.getEventId(), event.getNexusOperationScheduledEventAttributes().getOperation(), "");
    }
  }

  static CommandFact of(HistoryEvent e, RunMemory run) {
    String type = Words.of(e.getEventType());
    return switch (e.getAttributesCase()) {
      case ACTIVITY_TASK_COMPLETED_EVENT_ATTRIBUTES ->
          run.about(type, e.getActivityTaskCompletedEventAttributes().getScheduledEventId());
      case ACTIVITY_TASK_FAILED_EVENT_ATTRIBUTES ->
          run.about(type, e.getActivityTaskFailedEventAttributes().getScheduledEventId());
      case ACTIVITY_TASK_TIMED_OUT_EVENT_ATTRIBUTES ->
          run.about(type, e.getActivityTaskTimedOutEventAttributes().getScheduledEventId());
      case ACTIVITY_TASK_CANCELED_EVENT_ATTRIBUTES ->
          run.about(type, e.getActivityTaskCanceledEventAttributes().getScheduledEventId());
      case NEXUS_OPERATION_STARTED_EVENT_ATTRIBUTES ->
          run.about(type, e.getNexusOperationStartedEventAttributes().getScheduledEventId());
      case NEXUS_OPERATION_COMPLETED_EVENT_ATTRIBUTES ->
          run.about(type, e.getNexusOperationCompletedEventAttributes().getScheduledEventId());
      case NEXUS_OPERATION_FAILED_EVENT_ATTRIBUTES ->
          run.about(type, e.getNexusOperationFailedEventAttributes().getScheduledEventId());
      case NEXUS_OPERATION_CANCELED_EVENT_ATTRIBUTES ->
          run.about(type, e.getNexusOperationCanceledEventAttributes().getScheduledEventId());
      case NEXUS_OPERATION_TIMED_OUT_EVENT_ATTRIBUTES ->
          run.about(type, e.getNexusOperationTimedOutEventAttributes().getScheduledEventId());
      case TIMER_FIRED_EVENT_ATTRIBUTES ->
          new CommandFact(type, "", e.getTimerFiredEventAttributes().getTimerId());
      case WORKFLOW_EXECUTION_SIGNALED_EVENT_ATTRIBUTES ->
          new CommandFact(
              type, e.getWorkflowExecutionSignaledEventAttributes().getSignalName(), "");
      case WORKFLOW_EXECUTION_UPDATE_ADMITTED_EVENT_ATTRIBUTES -> {
        var request = e.getWorkflowExecutionUpdateAdmittedEventAttributes().getRequest();
        yield new CommandFact(type, request.getInput().getName(), request.getMeta().getUpdateId());
      }
      case EXTERNAL_WORKFLOW_EXECUTION_SIGNALED_EVENT_ATTRIBUTES ->
          other(
              type, e.getExternalWorkflowExecutionSignaledEventAttributes().getWorkflowExecution());
      case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_EVENT_ATTRIBUTES ->
          other(
              type,
              e.getSignalExternalWorkflowExecutionFailedEventAttributes().getWorkflowExecution());
      case EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED_EVENT_ATTRIBUTES ->
          other(
              type,
              e.getExternalWorkflowExecutionCancelRequestedEventAttributes()
                  .getWorkflowExecution());
      default -> child(type, e);
    };
  }

  private static CommandFact child(String type, HistoryEvent e) {
    return switch (e.getAttributesCase()) {
      case START_CHILD_WORKFLOW_EXECUTION_FAILED_EVENT_ATTRIBUTES -> {
        var failed = e.getStartChildWorkflowExecutionFailedEventAttributes();
        yield new CommandFact(type, failed.getWorkflowType().getName(), failed.getWorkflowId());
      }
      case CHILD_WORKFLOW_EXECUTION_STARTED_EVENT_ATTRIBUTES -> {
        var child = e.getChildWorkflowExecutionStartedEventAttributes();
        yield child(type, child.getWorkflowType(), child.getWorkflowExecution());
      }
      case CHILD_WORKFLOW_EXECUTION_COMPLETED_EVENT_ATTRIBUTES -> {
        var child = e.getChildWorkflowExecutionCompletedEventAttributes();
        yield child(type, child.getWorkflowType(), child.getWorkflowExecution());
      }
      case CHILD_WORKFLOW_EXECUTION_FAILED_EVENT_ATTRIBUTES -> {
        var child = e.getChildWorkflowExecutionFailedEventAttributes();
        yield child(type, child.getWorkflowType(), child.getWorkflowExecution());
      }
      case CHILD_WORKFLOW_EXECUTION_CANCELED_EVENT_ATTRIBUTES -> {
        var child = e.getChildWorkflowExecutionCanceledEventAttributes();
        yield child(type, child.getWorkflowType(), child.getWorkflowExecution());
      }
      case CHILD_WORKFLOW_EXECUTION_TIMED_OUT_EVENT_ATTRIBUTES -> {
        var child = e.getChildWorkflowExecutionTimedOutEventAttributes();
        yield child(type, child.getWorkflowType(), child.getWorkflowExecution());
      }
      case CHILD_WORKFLOW_EXECUTION_TERMINATED_EVENT_ATTRIBUTES -> {
        var child = e.getChildWorkflowExecutionTerminatedEventAttributes();
        yield child(type, child.getWorkflowType(), child.getWorkflowExecution());
      }
      default -> new CommandFact(type, "", "");
    };
  }

  private static CommandFact child(
      String type, WorkflowType workflow, WorkflowExecution execution) {
    return new CommandFact(type, workflow.getName(), execution.getWorkflowId());
  }

  private static CommandFact other(String type, WorkflowExecution execution) {
    return new CommandFact(type, "", execution.getWorkflowId());
  }
}
