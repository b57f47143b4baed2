package dev.crashproof.checker;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Writes down by hand what passed on the wires, and what the harness did, op by op. */
final class Wires {
  static final String WORKER = "worker";

  private long nanos;
  private final Recorder recorder = new Recorder(() -> nanos);
  private int start = 1;
  private int tokens;

  Wires() {
    recorder.record(
        OpKind.INFO,
        "harness",
        "begin",
        Map.of("workflowId", "wf", "wall", Instant.EPOCH.toString()));
  }

  /** What comes now happens at that second. */
  Wires at(long second) {
    nanos = second * 1_000_000_000L;
    return this;
  }

  /** What is asked from now on is asked by that start of the worker. */
  Wires start(int number) {
    start = number;
    return this;
  }

  History history() {
    return recorder.history();
  }

  Op op(OpKind kind, String process, String name, Map<String, String> details) {
    return recorder.record(kind, process, name, details);
  }

  /** A request arrives. */
  Talk ask(String wire, String call, Map<String, String> details) {
    Map<String, String> all = new HashMap<>(details);
    all.put(WireOp.WIRE, wire);
    all.put(WireOp.START, Integer.toString(start));
    return new Talk(recorder.record(OpKind.INVOKE, WORKER, call, all), start);
  }

  Talk pollsWorkflow() {
    return ask(WireOp.TEMPORAL, "PollWorkflowTaskQueue", Map.of(WireOp.IDENTITY, identity()))
        .step(Step.FORWARDED);
  }

  Talk pollsActivity() {
    return ask(WireOp.TEMPORAL, "PollActivityTaskQueue", Map.of(WireOp.IDENTITY, identity()))
        .step(Step.FORWARDED);
  }

  String identity() {
    return "worker@" + start;
  }

  /** A workflow task is handed over. */
  Talk workflowTask(long startedEventId) {
    return pollsWorkflow().brings(workflow(startedEventId)).step(Step.DELIVERED);
  }

  /** An activity is handed over. */
  Talk activityTask(String type, String id, int attempt) {
    return pollsActivity().brings(activity(type, id, attempt)).step(Step.DELIVERED);
  }

  Map<String, String> workflow(long startedEventId) {
    return Map.of(
        WireOp.WORKFLOW_ID,
        "wf",
        WireOp.RUN_ID,
        "run",
        WireOp.TOKEN,
        "token-" + ++tokens,
        WireOp.STARTED_EVENT,
        Long.toString(startedEventId));
  }

  Map<String, String> activity(String type, String id, int attempt) {
    return Map.of(
        WireOp.WORKFLOW_ID,
        "wf",
        WireOp.RUN_ID,
        "run",
        WireOp.TOKEN,
        "token-" + ++tokens,
        WireOp.ACTIVITY_TYPE,
        type,
        WireOp.ACTIVITY_ID,
        id,
        WireOp.ATTEMPT,
        Integer.toString(attempt));
  }

  /** The worker answers a task; commands are a JSON array. */
  Talk completes(Talk task, String commands) {
    return ask(
        WireOp.TEMPORAL,
        "RespondWorkflowTaskCompleted",
        Map.of(WireOp.TOKEN, task.token(), WireOp.COMMANDS, commands));
  }

  Talk completes(Talk task) {
    return ask(WireOp.TEMPORAL, "RespondActivityTaskCompleted", Map.of(WireOp.TOKEN, task.token()));
  }

  Talk statement(String verb, String text) {
    return ask(WireOp.POSTGRES, verb, Map.of(WireOp.TEXT, text));
  }

  static String schedules(String type, String id) {
    return "[{\"type\":\"ScheduleActivityTask\",\"name\":\"%s\",\"id\":\"%s\"}]"
        .formatted(type, id);
  }

  static String closes() {
    return "[{\"type\":\"CompleteWorkflowExecution\",\"name\":\"\",\"id\":\"\"}]";
  }

  /** The harness met the message of the boundary. */
  Wires strike(String boundary, Talk at) {
    return strike(boundary, Map.of("exchange", Long.toString(at.id())));
  }

  Wires strike(String boundary) {
    return strike(boundary, Map.of());
  }

  private Wires strike(String boundary, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put("boundary", boundary);
    details.put("worker", WORKER);
    details.put("start", Integer.toString(start));
    recorder.record(OpKind.INFO, "harness", "strike", details);
    return this;
  }

  Wires kill() {
    return kill("9", "137");
  }

  Wires kill(String signal, String code) {
    return signal(signal).empty(code);
  }

  Wires signal(String signal) {
    recorder.record(
        OpKind.INVOKE, WORKER, "kill", Map.of("start", Integer.toString(start), "signal", signal));
    return this;
  }

  /** The dying worker's process group is seen empty. */
  Wires empty(String code) {
    recorder.record(
        OpKind.OK, WORKER, "kill", Map.of("start", Integer.toString(start), "code", code));
    return this;
  }

  /** A replacement takes over, cold. */
  Wires replacement() {
    start++;
    recorder.record(
        OpKind.INVOKE, WORKER, "start", Map.of("start", Integer.toString(start), "pid", "7"));
    return this;
  }

  /** One exchange. */
  final class Talk {
    private final Op arrived;
    private final int of;
    private String token = "";

    private Talk(Op arrived, int of) {
      this.arrived = arrived;
      this.of = of;
    }

    long id() {
      return arrived.index();
    }

    String token() {
      return token;
    }

    Talk step(Step step) {
      return step(step, Map.of());
    }

    Talk posthumous() {
      return step(Step.FORWARDED, Map.of(WireOp.POSTHUMOUS, "true"));
    }

    private Talk step(Step step, Map<String, String> more) {
      return record(OpKind.INFO, with(more, WireOp.STEP, step.word()));
    }

    Talk ok() {
      return brings(Map.of());
    }

    /** The peer takes it, and answers with this. */
    Talk brings(Map<String, String> details) {
      token = details.getOrDefault(WireOp.TOKEN, token);
      return record(OpKind.OK, details);
    }

    Talk fail(String status) {
      return record(OpKind.FAIL, Map.of(WireOp.STATUS, status));
    }

    /** Forwarded, taken, and its answer handed to the worker. */
    Talk done() {
      return step(Step.FORWARDED).ok().step(Step.DELIVERED);
    }

    private Talk record(OpKind kind, Map<String, String> details) {
      Map<String, String> all = new HashMap<>(details);
      all.put(WireOp.WIRE, arrived.details().getOrDefault(WireOp.WIRE, ""));
      all.put(WireOp.START, Integer.toString(of));
      all.put(WireOp.EXCHANGE, Long.toString(id()));
      recorder.record(kind, WORKER, arrived.name(), all);
      return this;
    }

    private Map<String, String> with(Map<String, String> map, String name, String value) {
      Map<String, String> all = new HashMap<>(map);
      all.put(name, value);
      return all;
    }
  }
}
