package dev.crashproof.workload;

import dev.crashproof.history.ActivityName;
import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.EventHistory;
import java.util.Set;

/**
 * When the world acts on a workflow. A cue looks at the event history alone, never at a worker or a
 * clock, so it comes at the same moment in every run and holds over any crash.
 */
public sealed interface Cue {

  /**
   * Whether the moment has come; once come, it stays so.
   *
   * @param eventHistory the workflow's event history so far
   * @param endedActs the labels of the workflow's acts that have ended
   */
  boolean hasCome(EventHistory eventHistory, Set<String> endedActs);

  /** The moment in words, to follow "when". */
  String words();

  /** As soon as the workflow has started. */
  static Cue workflowStarted() {
    return event("WorkflowExecutionStarted", 1);
  }

  /** When the run's n-th timer has started. */
  static Cue timerStarted(int order) {
    return event("TimerStarted", order);
  }

  /** When the run has n events of a type, in Temporal's words: {@code TimerFired}, … */
  static Cue event(String type, int order) {
    return new EventSeen(type, order);
  }

  /** When the activity of that name ({@code process_data#1}) has been scheduled. */
  static Cue activityScheduled(String name) {
    return new ActivitySeen(ActivityName.parse(name), false);
  }

  /** When the activity of that name ({@code process_data#1}) has completed. */
  static Cue activityCompleted(String name) {
    return new ActivitySeen(ActivityName.parse(name), true);
  }

  /** When the act of that label, an earlier one on the same workflow, has ended. */
  static Cue after(String label) {
    return new ActEnded(label);
  }

  /**
   * A number of events of one type.
   *
   * @param type the event type's name
   * @param order how many there must be, from 1
   */
  record EventSeen(String type, int order) implements Cue {

    /**
     * Refuses what could never be seen.
     *
     * @throws IllegalArgumentException if so
     */
    public EventSeen {
      if (type.isBlank() || order < 1) {
        throw new IllegalArgumentException(
            "A cue waits for the n-th event of a type, n from 1, not for \"%s\" number %d: give both."
                .formatted(type, order));
      }
    }

    @Override
    public boolean hasCome(EventHistory eventHistory, Set<String> endedActs) {
      return eventHistory.all(e -> e.is(type)).size() >= order;
    }

    @Override
    public String words() {
      return "%s number %d is in the event history".formatted(type, order);
    }
  }

  /**
   * An activity that was scheduled or has completed.
   *
   * @param activity which
   * @param completed whether it must have completed; else it is enough that it was scheduled
   */
  record ActivitySeen(ActivityName activity, boolean completed) implements Cue {

    @Override
    public boolean hasCome(EventHistory eventHistory, Set<String> endedActs) {
      return eventHistory.activity(activity).filter(this::farEnough).isPresent();
    }

    private boolean farEnough(ActivityRun run) {
      return !completed || run.completed();
    }

    @Override
    public String words() {
      return activity + (completed ? " has completed" : " has been scheduled");
    }
  }

  /**
   * Another act that has ended.
   *
   * @param label the other act's label
   */
  record ActEnded(String label) implements Cue {

    @Override
    public boolean hasCome(EventHistory eventHistory, Set<String> endedActs) {
      return endedActs.contains(label);
    }

    @Override
    public String words() {
      return "the act \"%s\" has ended".formatted(label);
    }
  }
}
