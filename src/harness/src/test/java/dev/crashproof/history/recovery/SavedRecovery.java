package dev.crashproof.history.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recovery that a real server (1.31.2) and a real worker went through: their event history and
 * process ops as they were saved. There was no interposer; what one would have recorded is written
 * from the event history.
 */
public final class SavedRecovery {
  private static final long MILLI = 1_000_000;

  /** A message that an interposer would have recorded. */
  private record Told(
      long nanos,
      OpKind kind,
      Optional<Told> request,
      WorkerStart who,
      String call,
      Map<String, String> details) {}

  private final JsonNode saved;
  private final EventHistory eventHistory;
  private final List<Told> wire = new ArrayList<>();
  private final Map<String, Long> processNanos = new HashMap<>();
  private final long anchorNanos;
  private final Instant anchor;
  private final WorkerStart dead;
  private final WorkerStart replacement;

  private SavedRecovery(JsonNode saved) {
    this.saved = saved;
    eventHistory = eventHistory(saved.path("eventHistory"));
    saved
        .path("ops")
        .forEach(
            op -> processNanos.putIfAbsent(op.path("name").asText(), op.path("nanos").asLong()));
    anchor = eventHistory.closing().orElseThrow().time();
    // The client long-polls for the end; a round trip is some milliseconds.
    anchorNanos = processNanos.getOrDefault("closed", 0L) - 5 * MILLI;
    JsonNode kill = saved.path("ops").get(0);
    dead =
        new WorkerStart(kill.path("process").asText(), kill.path("details").path("start").asInt());
    replacement = new WorkerStart(dead.worker(), dead.start() + 1);
    wire();
  }

  public static SavedRecovery of(String name) {
    try (InputStream in = SavedRecovery.class.getResourceAsStream("/recovery/" + name + ".json")) {
      return new SavedRecovery(new JsonMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EventHistory eventHistory(JsonNode json) {
    List<Event> events = new ArrayList<>();
    for (JsonNode event : json.path("events")) {
      events.add(
          new Event(
              event.path("id").asLong(),
              Instant.parse(event.path("time").asText()),
              event.path("type").asText(),
              texts(event.path("attributes"))));
    }
    return new EventHistory(json.path("workflowId").asText(), json.path("runId").asText(), events);
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> map = new TreeMap<>();
    json.properties().forEach(p -> map.put(p.getKey(), p.getValue().asText()));
    return map;
  }

  public EventHistory eventHistory() {
    return eventHistory;
  }

  private long nanos(Event event) {
    return new ServerClock(anchorNanos, anchor).nanos(event);
  }

  private long when(String op) {
    return processNanos.getOrDefault(op, 0L);
  }

  private void wire() {
    long started = when("start");
    tell(
        started + 300 * MILLI,
        OpKind.INVOKE,
        Optional.empty(),
        replacement,
        "GetSystemInfo",
        Map.of());
    Told poll =
        tell(
            started + 400 * MILLI,
            OpKind.INVOKE,
            Optional.empty(),
            replacement,
            "PollWorkflowTaskQueue",
            Map.of());
    tell(
        started + 401 * MILLI,
        OpKind.INFO,
        Optional.of(poll),
        replacement,
        poll.call(),
        Map.of(WireOp.STEP, Step.FORWARDED.word()));
    WorkflowTaskRun.of(eventHistory).forEach(this::workflowTask);
    eventHistory.activities().forEach(this::activity);
  }

  private WorkerStart holder(Event started) {
    return nanos(started) < when("kill") ? dead : replacement;
  }

  private void workflowTask(WorkflowTaskRun run) {
    if (run.started().isEmpty()) {
      return;
    }
    Event started = run.started().get();
    WorkerStart who = holder(started);
    String token = "wt" + started.id();
    boolean common = !run.queue().contains("@");
    hand(
        nanos(started),
        who,
        "PollWorkflowTaskQueue",
        token,
        Map.of(
            WireOp.STARTED_EVENT,
            "" + started.id(),
            WireOp.FIRST_EVENT,
            common ? "1" : "" + run.scheduled().id()));
    settle(
        nanos(run.ended().orElseThrow()),
        who,
        "RespondWorkflowTaskCompleted",
        Map.of(WireOp.TOKEN, token, WireOp.STICKY_TIMEOUT, "5000"));
  }

  private void activity(ActivityRun run) {
    Event started = run.started().orElseThrow();
    if (run.attempts() == 2) {
      long first = nanos(run.scheduled()) + 5 * MILLI;
      hand(
          first,
          dead,
          "PollActivityTaskQueue",
          "first" + run.activityId(),
          Map.of(WireOp.ACTIVITY_ID, run.activityId(), WireOp.ATTEMPT, "1"));
      settle(
          when("kill") - 100 * MILLI,
          dead,
          "RecordActivityTaskHeartbeat",
          Map.of(WireOp.TOKEN, "first" + run.activityId()));
    }
    String token = "last" + run.activityId();
    hand(
        nanos(started),
        holder(started),
        "PollActivityTaskQueue",
        token,
        Map.of(WireOp.ACTIVITY_ID, run.activityId(), WireOp.ATTEMPT, "" + run.attempts()));
    settle(
        nanos(run.ended().orElseThrow()),
        holder(started),
        "RespondActivityTaskCompleted",
        Map.of(WireOp.TOKEN, token));
  }

  private void hand(long at, WorkerStart who, String call, String token, Map<String, String> more) {
    Told poll = tell(at - MILLI, OpKind.INVOKE, Optional.empty(), who, call, Map.of());
    Map<String, String> details = new HashMap<>(more);
    details.put(WireOp.TOKEN, token);
    details.put(WireOp.WORKFLOW_ID, eventHistory.workflowId());
    details.put(WireOp.RUN_ID, eventHistory.runId());
    tell(at + MILLI, OpKind.OK, Optional.of(poll), who, call, details);
  }

  private void settle(long at, WorkerStart who, String call, Map<String, String> details) {
    Told sent = tell(at - MILLI, OpKind.INVOKE, Optional.empty(), who, call, details);
    tell(at + MILLI, OpKind.OK, Optional.of(sent), who, call, Map.of());
  }

  private Told tell(
      long nanos,
      OpKind kind,
      Optional<Told> request,
      WorkerStart who,
      String call,
      Map<String, String> details) {
    Told told = new Told(nanos, kind, request, who, call, details);
    wire.add(told);
    return told;
  }

  /** The ops in one order. */
  public History history() {
    AtomicLong clock = new AtomicLong();
    Recorder recorder = new Recorder(clock::get);
    TreeMap<Long, List<Runnable>> byTime = new TreeMap<>();
    // The anchor stands where the recorder begins.
    later(
        byTime,
        0,
        () ->
            recorder.record(
                OpKind.INFO,
                "harness",
                "begin",
                Map.of(
                    "workflowId",
                    eventHistory.workflowId(),
                    "boundary",
                    "idle",
                    "mode",
                    "unassisted",
                    "wall",
                    anchor.minusNanos(anchorNanos).toString())));
    for (JsonNode op : saved.path("ops")) {
      later(
          byTime,
          op.path("nanos").asLong(),
          () ->
              recorder.record(
                  OpKind.valueOf(op.path("kind").asText()), op.path("process").asText(),
                  op.path("name").asText(), texts(op.path("details"))));
    }
    Map<Told, Op> recorded = new HashMap<>();
    wire.stream()
        .sorted(Comparator.comparingLong(Told::nanos))
        .forEach(
            told ->
                later(
                    byTime,
                    told.nanos(),
                    () -> recorded.put(told, record(recorder, told, recorded))));
    byTime.forEach(
        (nanos, entries) -> {
          clock.set(nanos);
          entries.forEach(Runnable::run);
        });
    return recorder.history();
  }

  private static Op record(Recorder recorder, Told told, Map<Told, Op> recorded) {
    Map<String, String> details = new HashMap<>(told.details());
    details.put(WireOp.WIRE, WireOp.TEMPORAL);
    details.put(WireOp.START, "" + told.who().start());
    told.request()
        .flatMap(r -> Optional.ofNullable(recorded.get(r)))
        .ifPresent(op -> details.put(WireOp.EXCHANGE, "" + op.index()));
    return recorder.record(told.kind(), told.who().worker(), told.call(), details);
  }

  private static void later(Map<Long, List<Runnable>> byTime, long nanos, Runnable entry) {
    byTime.computeIfAbsent(nanos, n -> new ArrayList<>()).add(entry);
  }
}
