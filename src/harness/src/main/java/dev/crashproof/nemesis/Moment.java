package dev.crashproof.nemesis;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.PendingActivity;
import dev.crashproof.history.WorkflowSnapshot;
import java.util.Set;

/**
 * When a fault strikes: a state of the workflow, as the server tells it. A fault that finds its
 * moment before the strike and after it has struck inside it.
 */
public sealed interface Moment {

  /** The moment's stable name, as histories and reports show it. */
  String name();

  /** Whether the workflow is in this state. */
  boolean holds(WorkflowSnapshot snapshot);

  /**
   * An activity has been started and has made progress: its heartbeat has arrived.
   *
   * @param activityType the activity's type
   */
  record MidActivity(String activityType) implements Moment {
    @Override
    public String name() {
      return "mid-activity";
    }

    @Override
    public boolean holds(WorkflowSnapshot snapshot) {
      return snapshot.pendingActivities().stream().anyMatch(this::underWay);
    }

    private boolean underWay(PendingActivity activity) {
      return activity.activityType().equals(activityType)
          && activity.state().equals("STARTED")
          && activity.heartbeatDetails().isPresent();
    }
  }

  /** A durable timer runs, and the workflow waits for it alone. */
  record MidTimer() implements Moment {
    @Override
    public String name() {
      return "mid-timer";
    }

    @Override
    public boolean holds(WorkflowSnapshot snapshot) {
      return openTimers(snapshot.eventHistory()) > 0 && quiet(snapshot);
    }
  }

  /**
   * The workflow waits for a message from outside: it is quiet with an open deadline, and no signal
   * or update has come.
   */
  record MidWait() implements Moment {
    private static final Set<String> MESSAGES =
        Set.of("WorkflowExecutionSignaled", "WorkflowExecutionUpdateAccepted");

    @Override
    public String name() {
      return "mid-wait";
    }

    @Override
    public boolean holds(WorkflowSnapshot snapshot) {
      return openTimers(snapshot.eventHistory()) > 0
          && quiet(snapshot)
          && snapshot.eventHistory().all(event -> MESSAGES.contains(event.type())).isEmpty();
    }
  }

  private static int openTimers(EventHistory history) {
    return history.all(event -> event.is("TimerStarted")).size()
        - history.all(event -> event.is("TimerFired") || event.is("TimerCanceled")).size();
  }

  /** Nothing is under way: no activity is pending and the last workflow task has been answered. */
  private static boolean quiet(WorkflowSnapshot snapshot) {
    long scheduled = lastId(snapshot.eventHistory(), "WorkflowTaskScheduled");
    long completed = lastId(snapshot.eventHistory(), "WorkflowTaskCompleted");
    return snapshot.pendingActivities().isEmpty() && completed > scheduled;
  }

  private static long lastId(EventHistory history, String type) {
    return history.all(event -> event.is(type)).stream().mapToLong(Event::id).max().orElse(0);
  }
}
