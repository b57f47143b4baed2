package dev.crashproof.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the activities of an event history together from their events. */
final class Activities {
  private static final Set<String> ENDS =
      Set.of(
          "ActivityTaskCompleted",
          "ActivityTaskFailed",
          "ActivityTaskTimedOut",
          "ActivityTaskCanceled");

  private Activities() {}

  static List<ActivityRun> of(EventHistory eventHistory) {
    Map<String, Integer> seen = new HashMap<>();
    List<ActivityRun> runs = new ArrayList<>();
    for (Event scheduled : eventHistory.all(e -> e.is("ActivityTaskScheduled"))) {
      String type = scheduled.attribute("activityType").orElse("?");
      String scheduledId = Long.toString(scheduled.id());
      runs.add(
          new ActivityRun(
              new ActivityName(type, seen.merge(type, 1, Integer::sum)),
              scheduled.attribute("activityId").orElse("?"),
              scheduled,
              eventHistory.first(e -> e.is("ActivityTaskStarted") && belongs(e, scheduledId)),
              eventHistory.first(e -> ENDS.contains(e.type()) && belongs(e, scheduledId))));
    }
    return List.copyOf(runs);
  }

  private static boolean belongs(Event event, String scheduledId) {
    return event.attribute("scheduledEventId").filter(scheduledId::equals).isPresent();
  }
}
