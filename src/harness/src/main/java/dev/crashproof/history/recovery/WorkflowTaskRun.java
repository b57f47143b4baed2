package dev.crashproof.history.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One workflow task, put together from its events.
 *
 * @param scheduled its {@code WorkflowTaskScheduled}
 * @param started its {@code WorkflowTaskStarted}, if it came to that
 * @param ended its {@code WorkflowTaskCompleted}, {@code …Failed} or {@code …TimedOut}
 */
public record WorkflowTaskRun(Event scheduled, Optional<Event> started, Optional<Event> ended) {
  private static final Set<String> ENDS =
      Set.of("WorkflowTaskCompleted", "WorkflowTaskFailed", "WorkflowTaskTimedOut");

  /** All of an event history, in the order scheduled. */
  public static List<WorkflowTaskRun> of(EventHistory eventHistory) {
    return eventHistory.all(e -> e.is("WorkflowTaskScheduled")).stream()
        .map(
            scheduled ->
                new WorkflowTaskRun(
                    scheduled,
                    eventHistory.first(e -> e.is("WorkflowTaskStarted") && of(scheduled, e)),
                    eventHistory.first(e -> ENDS.contains(e.type()) && of(scheduled, e))))
        .toList();
  }

  private static boolean of(Event scheduled, Event event) {
    return event
        .attribute("scheduledEventId")
        .filter(Long.toString(scheduled.id())::equals)
        .isPresent();
  }

  /** Whether it completed. */
  public boolean completed() {
    return ended.filter(e -> e.is("WorkflowTaskCompleted")).isPresent();
  }

  /** Whether it lay in a sticky queue until the server took it back. */
  public boolean timedOutUnstarted() {
    return timedOutBy("TIMEOUT_TYPE_SCHEDULE_TO_START");
  }

  /** Whether whoever had it kept it until the server gave it up. */
  public boolean timedOutStarted() {
    return timedOutBy("TIMEOUT_TYPE_START_TO_CLOSE");
  }

  /** The queue it was put in. */
  public String queue() {
    return scheduled.attribute("taskQueue").orElse("?");
  }

  private boolean timedOutBy(String type) {
    return ended
        .filter(e -> e.is("WorkflowTaskTimedOut"))
        .flatMap(e -> e.attribute("timeoutType"))
        .filter(type::equals)
        .isPresent();
  }
}
