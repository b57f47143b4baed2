package dev.crashproof.workload;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells why a workflow may stand: its last events, and what the server waits for. */
final class Dump {
  private static final int LAST_EVENTS = 6;

  private final TemporalNamespace namespace;

  Dump(TemporalNamespace namespace) {
    this.namespace = namespace;
  }

  String of(List<EventHistory> open, List<OutsideAct> waiting, List<OutsideAct> unanswered) {
    List<String> lines = new ArrayList<>();
    for (EventHistory run : open) {
      lines.add("%s is open after %s".formatted(run.workflowId(), lastEvents(run)));
      lines.addAll(pending(run));
    }
    waiting.forEach(act -> lines.add("never sent: " + act));
    unanswered.forEach(act -> lines.add("sent and not answered: " + act.label()));
    return String.join("; ", lines);
  }

  private static String lastEvents(EventHistory run) {
    List<Event> events = run.events();
    return events.isEmpty()
        ? "no event at all"
        : "event "
            + events.stream()
                .skip(Math.max(0, events.size() - LAST_EVENTS))
                .map(event -> event.id() + " " + event.type())
                .collect(Collectors.joining(", "));
  }

  private List<String> pending(EventHistory run) {
    try {
      DescribeWorkflowExecutionResponse described =
          namespace.describe(new WorkflowRun(run.workflowId(), run.runId(), 0, 0));
      List<String> lines = new ArrayList<>();
      described.getPendingActivitiesList().forEach(activity -> lines.add(activity(activity)));
      described
          .getPendingChildrenList()
          .forEach(child -> lines.add("it waits for its child " + child.getWorkflowId()));
      if (described.hasPendingWorkflowTask()) {
        lines.add(
            "its workflow task is %s in attempt %d"
                .formatted(
                    word(described.getPendingWorkflowTask().getState().name()),
                    described.getPendingWorkflowTask().getAttempt()));
      }
      return lines;
    } catch (StatusRuntimeException e) {
      return List.of("the server did not tell what is pending (%s)".formatted(e.getMessage()));
    }
  }

  private static String activity(PendingActivityInfo activity) {
    String told =
        "its activity %s is %s in attempt %d"
            .formatted(
                activity.getActivityType().getName(),
                word(activity.getState().name()),
                activity.getAttempt());
    return activity.hasLastFailure()
        ? told + ", which failed before: " + activity.getLastFailure().getMessage()
        : told;
  }

  /** {@code PENDING_ACTIVITY_STATE_STARTED} is started. */
  private static String word(String state) {
    return state.substring(state.indexOf("_STATE_") + "_STATE_".length()).toLowerCase(Locale.ROOT);
  }
}
