package dev.crashproof.suite;

import dev.crashproof.history.boundary.PlannedBoundary;
import dev.crashproof.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a sweep that stands for it: of each kind of boundary one at each sort of message, a
 * statement, a heartbeat, the completion of an activity or of a workflow task; while starting, one
 * on each wire. From group to group another of those that there are, so that they lie all over the
 * workflow; the same in each run.
 */
final class OneOfEach {
  private static final String START_UP = "start-up ";
  private static final String DATABASE = "database ";

  private OneOfEach() {}

  static SweepPlan of(SweepPlan whole) {
    return whole.only(names(whole.boundaries()));
  }

  static List<String> names(List<PlannedBoundary> boundaries) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    // One that only a race reaches takes up to 20 tries, and stands for none but itself.
    boundaries.stream()
        .filter(PlannedBoundary::certain)
        .forEach(
            each ->
                groups
                    .computeIfAbsent(group(each), group -> new ArrayList<>())
                    .add(each.toString()));
    List<String> names = new ArrayList<>();
    for (List<String> group : groups.values()) {
      names.add(group.get(names.size() % group.size()));
    }
    return List.copyOf(names);
  }

  private static String group(PlannedBoundary planned) {
    String message = planned.boundary().message();
    return planned.boundary().kind() + " " + sort(message);
  }

  private static String sort(String message) {
    if (message.startsWith(START_UP)) {
      boolean statement = message.startsWith(START_UP + DATABASE);
      return START_UP + (statement ? DATABASE : "");
    }
    return message.split(" ", 2)[0];
  }
}
