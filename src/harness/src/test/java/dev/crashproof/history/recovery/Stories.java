package dev.crashproof.history.recovery;

import static dev.crashproof.history.recovery.Story.COLD;
import static dev.crashproof.history.recovery.Story.COMMON;
import static dev.crashproof.history.recovery.Story.DEAD;
import static dev.crashproof.history.recovery.Story.DEADS_STICKY;
import static dev.crashproof.history.recovery.Story.OTHER_STICKY;
import static dev.crashproof.history.recovery.Story.STANDBY;

import dev.crashproof.history.OpKind;
import java.util.stream.Stream;

/** One story for each kind of boundary. All are killed at 1000 ms and seen dead at 1010 ms. */
public final class Stories {
  private Stories() {}

  /** All of them. */
  public static Stream<Story> all() {
    return Stream.of(
        midTimer(),
        idle(),
        assigned(),
        afterIdle(),
        deliveredWorkflowTask(),
        midActivity(),
        reapedActivity(),
        reapedWorkflowTask(),
        startUp(),
        afterTheLastCommit(),
        withWork());
  }

  private static Story killed(Story story) {
    return story.at(1000).strike().killed(1010);
  }

  private static Story killedAndReplaced(Story story) {
    return killed(story).coldStart(1050, 1450, 1600);
  }

  /** A timer of 1 s runs; when it fires the dead worker's sticky queue keeps the task for 5 s. */
  public static Story midTimer() {
    Story story = Story.begun("after RespondWorkflowTaskCompleted [StartTimer #1]", "unassisted");
    long timer = story.at(900).timerStarted(1);
    killedAndReplaced(story).at(1950).timerFired(timer);
    return fromTheStickyQueue(story, 6960);
  }

  private static Story fromTheStickyQueue(Story story, double timedOutAt) {
    long sticky = story.workflowTask(DEADS_STICKY);
    story.at(timedOutAt).workflowTaskTimedOut(sticky, "SCHEDULE_TO_START");
    return story.endsWith(COLD, story.workflowTask(COMMON), timedOutAt + 10);
  }

  /** The workflow waits for a signal, which comes 3 s after the kill. */
  public static Story idle() {
    Story story = Story.begun("idle", "unassisted");
    killedAndReplaced(story).at(4000);
    story.op(OpKind.INVOKE, "client", "signal", "name", "decide");
    story.event("WorkflowExecutionSignaled", "signalName", "decide");
    return fromTheStickyQueue(story, 9000);
  }

  /** The server gave the next task to the dying worker's open poll. */
  public static Story assigned() {
    Story story = activityDone("after (assigned) RespondActivityTaskCompleted work#1");
    long lost = story.workflowTask(DEADS_STICKY);
    story.hand(DEAD, lost, 5);
    killedAndReplaced(story).at(10_990).workflowTaskTimedOut(lost, "START_TO_CLOSE");
    return story.endsWith(COLD, story.workflowTask(COMMON), 11_000);
  }

  /** Its polls were withdrawn before, so that the task lies in its sticky queue. */
  public static Story afterIdle() {
    Story story = activityDone("after RespondActivityTaskCompleted work#1");
    long sticky = story.workflowTask(DEADS_STICKY);
    killedAndReplaced(story).at(5995).workflowTaskTimedOut(sticky, "SCHEDULE_TO_START");
    return story.endsWith(COLD, story.workflowTask(COMMON), 6000);
  }

  private static Story activityDone(String boundary) {
    Story story = Story.begun(boundary, "unassisted");
    long activity = story.activityScheduled("work", "startToCloseTimeout.seconds", "30");
    String token = story.at(200).handActivity(DEAD, activity, "work", 1);
    story.at(990).completesActivity(DEAD, token);
    return story;
  }

  /** The worker had the workflow task and never answered. */
  public static Story deliveredWorkflowTask() {
    Story story = new Story();
    story.begin("delivered workflow task [WorkflowExecutionStarted]", "unassisted");
    story.at(10).workflowStarted();
    long lost = story.workflowTask(COMMON);
    story.at(995).hand(DEAD, lost, 1);
    killedAndReplaced(story).at(11_500).workflowTaskTimedOut(lost, "START_TO_CLOSE");
    return story.endsWith(COLD, story.workflowTask(COMMON), 11_510);
  }

  /** The worker beat at 950 ms and died; heartbeat timeout 2 s, backoff 0.2 s, both a bit late. */
  public static Story midActivity() {
    return midActivity("heartbeatTimeout.seconds", "2");
  }

  /** The same with other attributes; the retry comes at 3400 ms. */
  public static Story midActivity(String... attributes) {
    Story story = Story.begun("before RespondActivityTaskCompleted work#1", "unassisted");
    long activity = story.activityScheduled("work", attributes);
    String token = story.at(200).handActivity(DEAD, activity, "work", 1);
    story.at(950).beats(DEAD, token);
    killedAndReplaced(story);
    String again = story.at(3400).handActivity(COLD, activity, "work", 2);
    story.at(3900).completesActivity(COLD, again);
    return fromTheStickyQueue(story, 8905);
  }

  /** With help: the activity is failed by token, a standby takes over under the dead one's name. */
  public static Story reapedActivity() {
    Story story = Story.begun("delivered activity work#1", "assisted");
    long activity = story.activityScheduled("work", "startToCloseTimeout.seconds", "30");
    String token = story.at(200).handActivity(DEAD, activity, "work", 1);
    killed(story).standby(1020).at(1030).reap(token, "activity");
    String again = story.at(1700).handActivity(STANDBY, activity, "work", 2);
    story.at(1900).completesActivity(STANDBY, again);
    return story.endsWith(STANDBY, story.workflowTask(DEADS_STICKY), 1910);
  }

  /** With help: the workflow task is failed by token. */
  public static Story reapedWorkflowTask() {
    Story story = Story.begun("delivered workflow task [TimerFired #1]", "assisted");
    story.at(990).event("WorkflowExecutionSignaled");
    long lost = story.workflowTask(DEADS_STICKY);
    String token = story.at(995).hand(DEAD, lost, 5);
    killed(story).standby(1015).at(1040).event("WorkflowTaskFailed", "scheduledEventId", "" + lost);
    story.reap(token, "workflow");
    return story.endsWith(STANDBY, story.workflowTask(COMMON), 1050);
  }

  /** Killed during its start-up, before it polled: the task waits in the common queue. */
  public static Story startUp() {
    Story story = new Story();
    story.begin("before start-up PollWorkflowTaskQueue", "unassisted");
    story.at(10).workflowStarted();
    long first = story.workflowTask(COMMON);
    return killedAndReplaced(story).endsWith(COLD, first, 1610);
  }

  /** The last message took effect before the kill. */
  public static Story afterTheLastCommit() {
    Story story = new Story();
    story.begin("after RespondWorkflowTaskCompleted [CompleteWorkflowExecution]", "unassisted");
    story.at(10).workflowStarted();
    String token = story.at(20).hand(DEAD, story.workflowTask(COMMON), 1);
    story.at(900).completesAndCloses(DEAD, token);
    return killed(story).closed(1020).coldStart(1050, 1450, 1600);
  }

  /** The replacement runs an activity, and only then the workflow goes on and ends. */
  public static Story withWork() {
    Story story =
        Story.begun(
            "before RespondWorkflowTaskCompleted [ScheduleActivityTask work#1]", "unassisted");
    story.at(990).event("WorkflowExecutionSignaled");
    long lost = story.workflowTask(DEADS_STICKY);
    story.at(995).hand(DEAD, lost, 5);
    killedAndReplaced(story).at(10_996).workflowTaskTimedOut(lost, "START_TO_CLOSE");
    String replayed = story.hand(COLD, story.workflowTask(COMMON), 1);
    story.at(11_200).completes(COLD, replayed);
    long activity = story.activityScheduled("work", "startToCloseTimeout.seconds", "30");
    String token = story.at(11_210).handActivity(COLD, activity, "work", 1);
    story.at(11_400).completesActivity(COLD, token);
    String last = story.hand(COLD, story.workflowTask(OTHER_STICKY), 12);
    story.at(11_450).completesAndCloses(COLD, last);
    return story.closed(11_455);
  }
}
