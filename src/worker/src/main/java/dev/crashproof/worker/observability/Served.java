package dev.crashproof.worker.observability;

import java.util.ArrayList;
import java.util.List;

/**
 * What a worker serves on a task queue, as far as watching it goes.
 *
 * @param role the role's name
 * @param taskQueue where it is served
 * @param workflows whether it has workflows
 * @param activities whether it has activities
 * @param activitySlots how many activities run at the same time at most
 */
public record Served(
    String role, String taskQueue, boolean workflows, boolean activities, int activitySlots) {

  List<TaskKind> kinds() {
    List<TaskKind> kinds = new ArrayList<>();
    if (workflows) {
      kinds.add(TaskKind.WORKFLOW);
    }
    if (activities) {
      kinds.add(TaskKind.ACTIVITY);
    }
    return kinds;
  }
}
