package dev.crashproof.suite;

import dev.crashproof.history.ActivityName;
import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.time.Duration;

/**
 * Durations between events of one event history: all by the server's one clock, in milliseconds.
 */
final class Timings {
  private Timings() {}

  static double startToFirstTask(EventHistory events) {
    return between(first(events, "WorkflowExecutionStarted"), first(events, "WorkflowTaskStarted"));
  }

  static double activity(EventHistory events, String name) {
    ActivityRun run =
        events
            .activity(ActivityName.parse(name))
            .filter(ActivityRun::completed)
            .orElseThrow(() -> new AssertionError(name + " did not complete: " + events));
    return between(run.scheduled(), run.ended().orElseThrow());
  }

  private static Event first(EventHistory events, String type) {
    return events
        .first(event -> event.is(type))
        .orElseThrow(() -> new AssertionError("no " + type + " in " + events));
  }

  private static double between(Event from, Event to) {
    return Measure.millis(Duration.between(from.time(), to.time()).toNanos());
  }
}
