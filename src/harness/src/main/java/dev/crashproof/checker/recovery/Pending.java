package dev.crashproof.checker.recovery;

import dev.crashproof.history.ActivityName;
import dev.crashproof.history.Op;
import dev.crashproof.history.recovery.ActivityDeadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that a workflow was waiting for when its worker died. */
public sealed interface Pending {

  /** What it is, in words. */
  String words();

  /** The ops that show it. */
  List<Op> ops();

  /**
   * A workflow task was in the dead worker's hands: the server gives it up after its start-to-close
   * timeout.
   *
   * @param startedNanos when it was handed over
   * @param timeout its start-to-close timeout
   * @param ops the ops that show it
   */
  record StartedWorkflowTask(long startedNanos, Duration timeout, List<Op> ops) implements Pending {

    /** Copies the ops, so that it never changes. */
    public StartedWorkflowTask {
      ops = List.copyOf(ops);
    }

    @Override
    public String words() {
      return "a workflow task in the dead worker's hands, start-to-close "
          + Predicted.seconds(timeout);
    }
  }

  /**
   * A workflow task lay in the dead worker's sticky queue: the server takes it back after the
   * schedule-to-start timeout.
   *
   * @param scheduledNanos when it was put there
   * @param timeout the schedule-to-start timeout
   * @param queue the sticky queue
   */
  record QueuedSticky(long scheduledNanos, Duration timeout, String queue) implements Pending {
    @Override
    public String words() {
      return "a workflow task in the dead worker's sticky queue %s, schedule-to-start %s"
          .formatted(queue, Predicted.seconds(timeout));
    }

    @Override
    public List<Op> ops() {
      return List.of();
    }
  }

  /**
   * A workflow task lay in the common queue, or the workflow had only just been started: whoever
   * polls next gets it.
   */
  record QueuedWorkflowTask() implements Pending {
    @Override
    public String words() {
      return "a workflow task in the common queue";
    }

    @Override
    public List<Op> ops() {
      return List.of();
    }
  }

  /**
   * An attempt at an activity was in the dead worker's hands.
   *
   * @param activity which activity
   * @param attempt which attempt
   * @param deadline the timeout that ends it; none where no timeout ever does
   * @param backoff how long the server then waits; zero where no attempt follows
   * @param ops the ops that show it
   */
  record StartedActivity(
      ActivityName activity,
      int attempt,
      Optional<ActivityDeadline> deadline,
      Duration backoff,
      List<Op> ops)
      implements Pending {

    /** Copies the ops, so that it never changes. */
    public StartedActivity {
      ops = List.copyOf(ops);
    }

    @Override
    public String words() {
      return "attempt %d at %s in the dead worker's hands, %s"
          .formatted(
              attempt,
              activity,
              deadline
                  .map(d -> d.timeout() + " " + Predicted.seconds(d.length()))
                  .orElse("without a timeout"));
    }
  }

  /**
   * An attempt at an activity had failed, and the server waited before the next.
   *
   * @param activity which activity
   * @param failedNanos when it had failed
   * @param backoff how long the server waits
   * @param ops the ops that show it
   */
  record BackedOffActivity(ActivityName activity, long failedNanos, Duration backoff, List<Op> ops)
      implements Pending {

    /** Copies the ops, so that it never changes. */
    public BackedOffActivity {
      ops = List.copyOf(ops);
    }

    @Override
    public String words() {
      return "%s waiting %s for its next attempt".formatted(activity, Predicted.seconds(backoff));
    }
  }

  /**
   * An activity lay in its queue: whoever polls next gets it.
   *
   * @param activity which activity
   */
  record QueuedActivity(ActivityName activity) implements Pending {
    @Override
    public String words() {
      return activity + " in its task queue";
    }

    @Override
    public List<Op> ops() {
      return List.of();
    }
  }

  /**
   * A timer was running.
   *
   * @param startedEventId the id of its started event
   * @param dueNanos when it was to fire
   * @param fired whether it fired before the workflow closed; one that was cancelled was nothing to
   *     wait for
   */
  record RunningTimer(long startedEventId, long dueNanos, boolean fired) implements Pending {
    @Override
    public String words() {
      return "a timer (event %d)".formatted(startedEventId);
    }

    @Override
    public List<Op> ops() {
      return List.of();
    }
  }
}
