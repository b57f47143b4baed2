package dev.crashproof.history.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recovery written down by hand: what happens at which millisecond, as ops of the lane and as
 * events of the server at once.
 */
public final class Story {
  public static final String WORKFLOW = "wf";
  public static final String RUN = "run";
  public static final String COMMON = "demo";
  public static final String DEADS_STICKY = "1@host:dead";
  public static final String OTHER_STICKY = "2@host:other";
  public static final WorkerStart DEAD = new WorkerStart("worker", 1);
  public static final WorkerStart COLD = new WorkerStart("worker", 2);
  public static final WorkerStart STANDBY = new WorkerStart("standby", 1);

  private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong clock = new AtomicLong();
  private final Recorder recorder = new Recorder(clock::get);
  private final List<Event> events = new ArrayList<>();
  private final Map<WorkerStart, Op> openPolls = new HashMap<>();
  private final Map<String, Handed> handed = new HashMap<>();
  private Duration serverAhead = Duration.ZERO;

  private record Handed(long scheduledId, long startedId, Instant at, int attempt) {}

  public Story at(double millis) {
    long nanos = Math.round(millis * 1e6);
    if (nanos < clock.get()) {
      throw new IllegalArgumentException("A story is told in order, not back to " + millis);
    }
    clock.set(nanos);
    return this;
  }

  /** From here on the server's clock is off by that much. */
  public Story serverAhead(Duration by) {
    serverAhead = by;
    return this;
  }

  // What the harness does.

  public Story begin(String boundary, String mode) {
    info(
        "harness",
        "begin",
        "workflowId",
        WORKFLOW,
        "boundary",
        boundary,
        "mode",
        mode,
        "wall",
        WALL.plusNanos(clock.get()).toString());
    return this;
  }

  public Story info(String process, String name, String... details) {
    recorder.record(OpKind.INFO, process, name, map(details));
    return this;
  }

  public Op op(OpKind kind, String process, String name, String... details) {
    return recorder.record(kind, process, name, map(details));
  }

  public Story strike() {
    return info("harness", "strike", "worker", DEAD.worker(), "start", "1");
  }

  public Story killed(double deadAt) {
    op(OpKind.INVOKE, DEAD.worker(), "kill", "start", "1", "signal", "9");
    at(deadAt);
    op(OpKind.OK, DEAD.worker(), "kill", "start", "1", "code", "137");
    return this;
  }

  public Story coldStart(double startAt, double signAt, double pollAt) {
    at(startAt);
    info("harness", "replace", "worker", COLD.worker(), "start", "2", "how", "cold");
    op(OpKind.INVOKE, COLD.worker(), "start", "start", "2");
    at(signAt);
    wire(OpKind.INVOKE, COLD, "GetSystemInfo");
    at(pollAt);
    return polls(COLD);
  }

  public Story standby(double pollAt) {
    at(pollAt);
    info("harness", "replace", "worker", STANDBY.worker(), "start", "1", "how", "standby");
    return polls(STANDBY);
  }

  public Story closed(double atMillis) {
    at(atMillis);
    op(OpKind.OK, "client", "closed", "event", "WorkflowExecutionCompleted");
    return this;
  }

  // What the server writes.

  public long event(String type, String... attributes) {
    return eventAt(now(), type, attributes);
  }

  private long eventAt(Instant time, String type, String... attributes) {
    long id = events.size() + 1L;
    events.add(new Event(id, time, type, map(attributes)));
    return id;
  }

  private Instant now() {
    return WALL.plusNanos(clock.get()).plus(serverAhead);
  }

  public long workflowStarted() {
    return event(
        "WorkflowExecutionStarted", "taskQueue", COMMON, "workflowTaskTimeout.seconds", "10");
  }

  public long workflowTask(String queue) {
    return event(
        "WorkflowTaskScheduled",
        "taskQueue",
        queue,
        "attempt",
        "1",
        "startToCloseTimeout.seconds",
        "10");
  }

  public void workflowTaskTimedOut(long scheduledId, String type) {
    event(
        "WorkflowTaskTimedOut",
        "scheduledEventId",
        "" + scheduledId,
        "timeoutType",
        "TIMEOUT_TYPE_" + type);
  }

  public long activityScheduled(String type, String... attributes) {
    Map<String, String> all = map(attributes);
    all.put("activityType", type);
    all.put("activityId", "id-" + type);
    all.put("taskQueue", COMMON);
    all.putIfAbsent("retryPolicy.initialInterval.nanos", "200000000");
    all.putIfAbsent("retryPolicy.backoffCoefficient", "2.0");
    long id = events.size() + 1L;
    events.add(new Event(id, now(), "ActivityTaskScheduled", all));
    return id;
  }

  public long timerStarted(int seconds) {
    return event("TimerStarted", "startToFireTimeout.seconds", "" + seconds);
  }

  public void timerFired(long startedId) {
    event("TimerFired", "startedEventId", "" + startedId);
  }

  // What passes on the wire.

  public Story polls(WorkerStart who) {
    Op poll = wire(OpKind.INVOKE, who, "PollWorkflowTaskQueue");
    step(poll, Step.FORWARDED);
    openPolls.put(who, poll);
    return this;
  }

  /** Hands the workflow task over; to the dead it is written down all the same. */
  public String hand(WorkerStart who, long scheduledId, long firstEvent) {
    if (!openPolls.containsKey(who)) {
      polls(who);
    }
    Op poll = openPolls.remove(who);
    String token = "wt-" + scheduledId;
    long startedId = event("WorkflowTaskStarted", "scheduledEventId", "" + scheduledId);
    handed.put(token, new Handed(scheduledId, startedId, now(), 1));
    wire(
        OpKind.OK,
        who,
        poll.name(),
        WireOp.EXCHANGE,
        "" + poll.index(),
        WireOp.TOKEN,
        token,
        WireOp.WORKFLOW_ID,
        WORKFLOW,
        WireOp.RUN_ID,
        RUN,
        WireOp.STARTED_EVENT,
        "" + startedId,
        WireOp.FIRST_EVENT,
        "" + firstEvent,
        WireOp.ATTEMPT,
        "1");
    return token;
  }

  public long completes(WorkerStart who, String token) {
    Handed task = taskOf(token);
    Op sent =
        wire(
            OpKind.INVOKE,
            who,
            "RespondWorkflowTaskCompleted",
            WireOp.TOKEN,
            token,
            WireOp.STICKY_TIMEOUT,
            "5000");
    step(sent, Step.FORWARDED);
    long id =
        event(
            "WorkflowTaskCompleted",
            "scheduledEventId",
            "" + task.scheduledId(),
            "startedEventId",
            "" + task.startedId());
    answer(sent);
    return id;
  }

  public void completesAndCloses(WorkerStart who, String token) {
    Handed task = taskOf(token);
    Op sent = wire(OpKind.INVOKE, who, "RespondWorkflowTaskCompleted", WireOp.TOKEN, token);
    step(sent, Step.FORWARDED);
    long id =
        event(
            "WorkflowTaskCompleted",
            "scheduledEventId",
            "" + task.scheduledId(),
            "startedEventId",
            "" + task.startedId());
    event("WorkflowExecutionCompleted", "workflowTaskCompletedEventId", "" + id);
    answer(sent);
  }

  public String handActivity(WorkerStart who, long scheduledId, String type, int attempt) {
    Op poll = wire(OpKind.INVOKE, who, "PollActivityTaskQueue");
    step(poll, Step.FORWARDED);
    String token = "at-" + scheduledId + "-" + attempt;
    handed.put(token, new Handed(scheduledId, 0, now(), attempt));
    wire(
        OpKind.OK,
        who,
        poll.name(),
        WireOp.EXCHANGE,
        "" + poll.index(),
        WireOp.TOKEN,
        token,
        WireOp.WORKFLOW_ID,
        WORKFLOW,
        WireOp.RUN_ID,
        RUN,
        WireOp.ACTIVITY_ID,
        "id-" + type,
        WireOp.ACTIVITY_TYPE,
        type,
        WireOp.ATTEMPT,
        "" + attempt);
    return token;
  }

  public void beats(WorkerStart who, String token) {
    Op sent = wire(OpKind.INVOKE, who, "RecordActivityTaskHeartbeat", WireOp.TOKEN, token);
    step(sent, Step.FORWARDED);
    answer(sent);
  }

  public void completesActivity(WorkerStart who, String token) {
    Handed task = taskOf(token);
    Op sent = wire(OpKind.INVOKE, who, "RespondActivityTaskCompleted", WireOp.TOKEN, token);
    step(sent, Step.FORWARDED);
    long started =
        eventAt(
            task.at(),
            "ActivityTaskStarted",
            "scheduledEventId",
            "" + task.scheduledId(),
            "attempt",
            "" + task.attempt());
    event(
        "ActivityTaskCompleted",
        "scheduledEventId",
        "" + task.scheduledId(),
        "startedEventId",
        "" + started);
    answer(sent);
  }

  public void failsActivity(WorkerStart who, String token) {
    Op sent = wire(OpKind.INVOKE, who, "RespondActivityTaskFailed", WireOp.TOKEN, token);
    step(sent, Step.FORWARDED);
    answer(sent);
  }

  public Story reap(String token, String task) {
    return info(
        "harness",
        "reap",
        "worker",
        DEAD.worker(),
        "start",
        "1",
        "token",
        token,
        "task",
        task,
        "status",
        "OK");
  }

  private Handed taskOf(String token) {
    return Optional.ofNullable(handed.get(token)).orElseThrow();
  }

  private void answer(Op sent) {
    recorder.record(
        OpKind.OK,
        sent.process(),
        sent.name(),
        Map.of(
            WireOp.WIRE,
            WireOp.TEMPORAL,
            WireOp.START,
            sent.details().get(WireOp.START),
            WireOp.EXCHANGE,
            "" + sent.index()));
  }

  private void step(Op sent, Step step) {
    recorder.record(
        OpKind.INFO,
        sent.process(),
        sent.name(),
        Map.of(
            WireOp.WIRE,
            WireOp.TEMPORAL,
            WireOp.START,
            sent.details().get(WireOp.START),
            WireOp.EXCHANGE,
            "" + sent.index(),
            WireOp.STEP,
            step.word()));
  }

  private Op wire(OpKind kind, WorkerStart who, String call, String... details) {
    Map<String, String> all = map(details);
    all.put(WireOp.WIRE, WireOp.TEMPORAL);
    all.put(WireOp.START, "" + who.start());
    return recorder.record(kind, who.worker(), call, all);
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  public History history() {
    return recorder.history();
  }

  public EventHistory eventHistory() {
    return new EventHistory(WORKFLOW, RUN, events);
  }

  // Beginnings and ends that many stories share.

  /** Up to 100 ms: the workflow's first task is done by the worker that will die. */
  public static Story begun(String boundary, String mode) {
    Story story = new Story();
    story.begin(boundary, mode);
    story.at(10).workflowStarted();
    long first = story.workflowTask(COMMON);
    String token = story.at(20).hand(DEAD, first, 1);
    story.at(100).completes(DEAD, token);
    return story;
  }

  /** Hands the workflow task over to the replacement, which replays it in 300 ms and closes. */
  public Story endsWith(WorkerStart who, long scheduledId, double handedAt) {
    String token = at(handedAt).hand(who, scheduledId, 1);
    at(handedAt + 300).completesAndCloses(who, token);
    return closed(handedAt + 310);
  }
}
