package dev.crashproof.history.boundary;

import java.util.Map;
import java.util.Optional;

/** The kinds of things in a workflow that are counted each for itself. */
enum Family {
  ACTIVITY,
  TIMER,
  CHILD,
  MARKER,
  SIGNAL,
  UPDATE,
  NEXUS;

  private static final Map<String, Family> MAKES =
      Map.of(
          "ScheduleActivityTask", ACTIVITY,
          "StartTimer", TIMER,
          "StartChildWorkflowExecution", CHILD,
          "RecordMarker", MARKER,
          "SignalExternalWorkflowExecution", SIGNAL,
          "AcceptUpdate", UPDATE,
          "RejectUpdate", UPDATE,
          "CompleteUpdate", UPDATE,
          "ScheduleNexusOperation", NEXUS);
  private static final Map<String, Family> REFERS =
      Map.of(
          "RequestCancelActivityTask", ACTIVITY,
          "CancelTimer", TIMER,
          "RequestCancelExternalWorkflowExecution", CHILD,
          "RequestCancelNexusOperation", NEXUS);

  /** What a command brings into being. */
  static Optional<Family> madeBy(String command) {
    return Optional.ofNullable(MAKES.get(command));
  }

  /** What a command is about. */
  static Optional<Family> referredToBy(String command) {
    return Optional.ofNullable(REFERS.get(command));
  }

  /** What an event is about. */
  static Optional<Family> ofEvent(String type) {
    if (type.startsWith("ActivityTask")) {
      return Optional.of(ACTIVITY);
    }
    if (type.startsWith("Timer")) {
      return Optional.of(TIMER);
    }
    if (type.startsWith("ChildWorkflowExecution")
        || type.startsWith("StartChildWorkflowExecution")) {
      return Optional.of(CHILD);
    }
    if (type.startsWith("WorkflowExecutionUpdate")) {
      return Optional.of(UPDATE);
    }
    return type.startsWith("NexusOperation") ? Optional.of(NEXUS) : Optional.empty();
  }
}
