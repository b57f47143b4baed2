package dev.crashproof.history.boundary;

import dev.crashproof.history.wire.CommandFact;
import java.util.Set;

/** Which of the events that came along with a workflow task led to it. */
final class Causes {
  // Events that the run's own commands write, or that only accompany another.
  private static final Set<String> OWN =
      Set.of(
          "ActivityTaskScheduled",
          "ActivityTaskStarted",
          "ActivityTaskCancelRequested",
          "TimerStarted",
          "TimerCanceled",
          "MarkerRecorded",
          "StartChildWorkflowExecutionInitiated",
          "SignalExternalWorkflowExecutionInitiated",
          "RequestCancelExternalWorkflowExecutionInitiated",
          "UpsertWorkflowSearchAttributes",
          "WorkflowPropertiesModified",
          "NexusOperationScheduled",
          "NexusOperationCancelRequested",
          "WorkflowExecutionUpdateAccepted",
          "WorkflowExecutionUpdateRejected",
          "WorkflowExecutionUpdateCompleted");

  private Causes() {}

  static boolean isOne(CommandFact event) {
    return !OWN.contains(event.type()) && !event.type().startsWith("WorkflowTask");
  }

  /** What the event is about, where no id tells. */
  static String name(CommandFact event) {
    // A run starts once; that it is of its own type says nothing.
    return event.type().equals("WorkflowExecutionStarted") ? "" : event.name();
  }
}
