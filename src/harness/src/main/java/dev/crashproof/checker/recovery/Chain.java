package dev.crashproof.checker.recovery;

import dev.crashproof.history.recovery.ActivityDeadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The waits that follow from one pending thing, one after the other, until someone living can take
 * it up.
 */
record Chain(Pending pending, List<Step> steps) {

  /** One wait and its latest end. */
  record Step(String what, long untilNanos) {}

  long endNanos() {
    return steps.isEmpty() ? Long.MIN_VALUE : steps.get(steps.size() - 1).untilNanos();
  }

  /**
   * The chain of something pending.
   *
   * @param shift how late each of the server's timers may be
   * @return empty where it never ends
   */
  static Optional<Chain> of(Pending pending, Duration shift) {
    if (pending instanceof Pending.StartedWorkflowTask task) {
      return one(pending, "task timeout", task.startedNanos(), task.timeout(), shift);
    }
    if (pending instanceof Pending.QueuedSticky task) {
      return one(pending, "sticky wait", task.scheduledNanos(), task.timeout(), shift);
    }
    if (pending instanceof Pending.BackedOffActivity activity) {
      return one(pending, "retry backoff", activity.failedNanos(), activity.backoff(), shift);
    }
    if (pending instanceof Pending.StartedActivity activity) {
      return activity.deadline().map(deadline -> of(activity, deadline, shift));
    }
    if (pending instanceof Pending.RunningTimer timer) {
      return Optional.of(
          new Chain(
              timer,
              List.of(new Step("timer: " + timer.words(), timer.dueNanos() + shift.toNanos()))));
    }
    return Optional.of(new Chain(pending, List.of()));
  }

  private static Chain of(
      Pending.StartedActivity activity, ActivityDeadline deadline, Duration shift) {
    long timedOut = deadline.atNanos() + shift.toNanos();
    Step timeout = new Step("task timeout: " + activity.words(), timedOut);
    return new Chain(
        activity,
        activity.backoff().isZero()
            ? List.of(timeout)
            : List.of(
                timeout,
                new Step(
                    "retry backoff after attempt %d at %s"
                        .formatted(activity.attempt(), activity.activity()),
                    timedOut + activity.backoff().plus(shift).toNanos())));
  }

  private static Optional<Chain> one(
      Pending pending, String cause, long since, Duration length, Duration shift) {
    return Optional.of(
        new Chain(
            pending,
            List.of(
                new Step(cause + ": " + pending.words(), since + length.plus(shift).toNanos()))));
  }
}
