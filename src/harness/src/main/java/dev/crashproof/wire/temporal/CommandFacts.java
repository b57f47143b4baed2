package dev.crashproof.wire.temporal;

import dev.crashproof.history.wire.CommandFact;
import io.temporal.api.command.v1.Command;
import io.temporal.api.protocol.v1.Message;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a worker asks for when it completes a workflow task. */
final class CommandFacts {
  private CommandFacts() {}

  /**
   * The commands in order. A command that only says where a protocol message belongs is replaced by
   * that message; messages that no command names come last.
   */
  static List<CommandFact> of(RespondWorkflowTaskCompletedRequest request, RunMemory run) {
    Map<String, Message> messages = new LinkedHashMap<>();
    request.getMessagesList().forEach(message -> messages.put(message.getId(), message));
    List<CommandFact> facts = new ArrayList<>();
    for (Command command : request.getCommandsList()) {
      Message message =
          command.hasProtocolMessageCommandAttributes()
              ? messages.remove(command.getProtocolMessageCommandAttributes().getMessageId())
              : null;
      facts.add(message == null ? of(command, run) : Updates.answered(message, run));
    }
    messages.values().forEach(message -> facts.add(Updates.answered(message, run)));
    return List.copyOf(facts);
  }

  private static CommandFact of(Command c, RunMemory run) {
    String type = Words.of(c.getCommandType());
    return switch (c.getAttributesCase()) {
      case SCHEDULE_ACTIVITY_TASK_COMMAND_ATTRIBUTES -> {
        var activity = c.getScheduleActivityTaskCommandAttributes();
        yield new CommandFact(type, activity.getActivityType().getName(), activity.getActivityId());
      }
      case REQUEST_CANCEL_ACTIVITY_TASK_COMMAND_ATTRIBUTES ->
          run.about(type, c.getRequestCancelActivityTaskCommandAttributes().getScheduledEventId());
      case START_TIMER_COMMAND_ATTRIBUTES ->
          new CommandFact(type, "", c.getStartTimerCommandAttributes().getTimerId());
      case CANCEL_TIMER_COMMAND_ATTRIBUTES ->
          new CommandFact(type, "", c.getCancelTimerCommandAttributes().getTimerId());
      case RECORD_MARKER_COMMAND_ATTRIBUTES ->
          LocalActivities.marker(type, c.getRecordMarkerCommandAttributes());
      case START_CHILD_WORKFLOW_EXECUTION_COMMAND_ATTRIBUTES -> {
        var child = c.getStartChildWorkflowExecutionCommandAttributes();
        yield new CommandFact(type, child.getWorkflowType().getName(), child.getWorkflowId());
      }
      case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_COMMAND_ATTRIBUTES -> {
        var signal = c.getSignalExternalWorkflowExecutionCommandAttributes();
        yield new CommandFact(type, signal.getSignalName(), signal.getExecution().getWorkflowId());
      }
      case REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_COMMAND_ATTRIBUTES ->
          new CommandFact(
              type,
              "",
              c.getRequestCancelExternalWorkflowExecutionCommandAttributes().getWorkflowId());
      case CONTINUE_AS_NEW_WORKFLOW_EXECUTION_COMMAND_ATTRIBUTES ->
          new CommandFact(
              type,
              c.getContinueAsNewWorkflowExecutionCommandAttributes().getWorkflowType().getName(),
              "");
      case SCHEDULE_NEXUS_OPERATION_COMMAND_ATTRIBUTES ->
          new CommandFact(type, c.getScheduleNexusOperationCommandAttributes().getOperation(), "");
      case REQUEST_CANCEL_NEXUS_OPERATION_COMMAND_ATTRIBUTES ->
          run.about(
              type, c.getRequestCancelNexusOperationCommandAttributes().getScheduledEventId());
      default -> new CommandFact(type, "", "");
    };
  }
}
