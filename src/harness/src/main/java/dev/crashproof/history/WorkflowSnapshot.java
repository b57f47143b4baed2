package dev.crashproof.history;

import java.util.List;

/**
 * What the server tells of a workflow at one moment.
 *
 * @param eventHistory its event history so far
 * @param pendingActivities its activities that are not closed
 */
public record WorkflowSnapshot(EventHistory eventHistory, List<PendingActivity> pendingActivities) {

  /** Copies the list, so that a snapshot never changes. */
  public WorkflowSnapshot {
    pendingActivities = List.copyOf(pendingActivities);
  }
}
