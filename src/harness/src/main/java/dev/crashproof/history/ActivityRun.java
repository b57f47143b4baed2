package dev.crashproof.history;

import java.util.Optional;

/**
 * One activity of a run, put together from its events.
 *
 * @param name which it is
 * @param activityId the id that the SDK gave it
 * @param scheduled its {@code ActivityTaskScheduled}
 * @param started its {@code ActivityTaskStarted}; the server writes it only when the activity ends,
 *     because only then the attempt is known
 * @param ended its {@code ActivityTaskCompleted}, {@code …Failed}, {@code …TimedOut} or {@code
 *     …Canceled}
 */
public record ActivityRun(
    ActivityName name,
    String activityId,
    Event scheduled,
    Optional<Event> started,
    Optional<Event> ended) {

  /** The attempt that ended it, from 1; 0 where the event history does not tell. */
  public int attempts() {
    return started.flatMap(e -> e.attribute("attempt")).map(Integer::parseInt).orElse(0);
  }

  /** Whether it ended by completing. */
  public boolean completed() {
    return ended.filter(e -> e.is("ActivityTaskCompleted")).isPresent();
  }
}
