package dev.crashproof.history.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a run's ops by hand, as interposers would. */
final class WireLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Recorder recorder;
  private int start = 1;
  private int tokens;

  WireLog() {
    AtomicLong clock = new AtomicLong();
    recorder = new Recorder(clock::incrementAndGet);
  }

  History history() {
    return recorder.history();
  }

  /** The names of a workflow's messages, as the sweep would hear them. */
  List<String> names(String workflowId) {
    return messages(workflowId).stream().map(it -> it.name().toString()).toList();
  }

  /** Only those that matter. */
  List<Message> messages(String workflowId) {
    Namer namer = new Namer(workflowId);
    List<Message> messages = new ArrayList<>();
    history().ops().forEach(op -> messages.addAll(namer.accept(op)));
    return messages;
  }

  List<String> startUp(int ofStart) {
    StartUpNamer namer = new StartUpNamer("worker", ofStart);
    return history().ops().stream()
        .flatMap(op -> namer.accept(op).stream())
        .map(it -> it.name().toString())
        .toList();
  }

  GoldenRun golden(String workflowId) {
    return GoldenRun.of(workflowId, history());
  }

  /** The worker died; what follows is its next start. */
  WireLog replaced() {
    start++;
    return this;
  }

  Run workflow(String workflowId) {
    return run(workflowId, workflowId + "-run-1");
  }

  Run run(String workflowId, String runId) {
    return new Run(workflowId, runId);
  }

  /** A request that has arrived, and nothing more. */
  Exchange arrives(String wire, String name, Map<String, String> details) {
    return new Exchange(wire, record(OpKind.INVOKE, wire, name, details));
  }

  /** A request that was forwarded. */
  Exchange request(String wire, String name, Map<String, String> details) {
    return arrives(wire, name, details).step(Step.FORWARDED);
  }

  Exchange rpc(String method) {
    return request(WireOp.TEMPORAL, method, Map.of());
  }

  Exchange sql(String verb, String text) {
    return sql(1, verb, text);
  }

  Exchange sql(int connection, String verb, String text) {
    return request(
        WireOp.POSTGRES,
        verb,
        Map.of(WireOp.TEXT, text, WireOp.CONNECTION, Integer.toString(connection)));
  }

  Exchange http(String name) {
    return request(WireOp.HTTP, name, Map.of());
  }

  private Op record(OpKind kind, String wire, String name, Map<String, String> details) {
    Map<String, String> all = new TreeMap<>(details);
    all.put(WireOp.WIRE, wire);
    all.put(WireOp.START, Integer.toString(start));
    all.putIfAbsent(WireOp.CONNECTION, "1");
    return recorder.record(kind, "worker", name, all);
  }

  private String token() {
    return "token-" + ++tokens;
  }

  static CommandFact command(String type) {
    return new CommandFact(type, "", "");
  }

  static CommandFact command(String type, String name, String id) {
    return new CommandFact(type, name, id);
  }

  static CommandFact schedule(String type, String id) {
    return command("ScheduleActivityTask", type, id);
  }

  static CommandFact timer(String id) {
    return command("StartTimer", "", id);
  }

  static CommandFact complete() {
    return command("CompleteWorkflowExecution");
  }

  static CommandFact started() {
    return command("WorkflowExecutionStarted", "DemoWorkflow", "");
  }

  static CommandFact completed(String type, String id) {
    return command("ActivityTaskCompleted", type, id);
  }

  static CommandFact fired(String id) {
    return command("TimerFired", "", id);
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** One request and what becomes of it. */
  final class Exchange {
    private final String wire;
    private final Op arrived;

    private Exchange(String wire, Op arrived) {
      this.wire = wire;
      this.arrived = arrived;
    }

    Exchange step(Step step) {
      return op(OpKind.INFO, Map.of(WireOp.STEP, step.word()));
    }

    Exchange ok(Map<String, String> details) {
      op(OpKind.OK, details);
      return step(Step.DELIVERED);
    }

    Exchange ok() {
      return ok(Map.of());
    }

    Exchange ok(String transaction) {
      return ok(Map.of(WireOp.TRANSACTION, transaction));
    }

    Exchange fail(String status) {
      return op(OpKind.FAIL, Map.of(WireOp.STATUS, status));
    }

    private Exchange op(OpKind kind, Map<String, String> details) {
      Map<String, String> all = new TreeMap<>(details);
      all.put(WireOp.CONNECTION, Wires.text(arrived, WireOp.CONNECTION));
      all.put(WireOp.EXCHANGE, Long.toString(arrived.index()));
      record(kind, wire, arrived.name(), all);
      return this;
    }
  }

  /** A run of a workflow, as the server knows it. */
  final class Run {
    private final Map<String, String> ids;
    private int event = 1;

    private Run(String workflowId, String runId) {
      this.ids = Map.of(WireOp.WORKFLOW_ID, workflowId, WireOp.RUN_ID, runId);
    }

    WorkflowTask task(CommandFact... causes) {
      return task(1, causes);
    }

    WorkflowTask task(int attempt, CommandFact... causes) {
      return polled("PollWorkflowTaskQueue", taskDetails(attempt, causes));
    }

    private Map<String, String> taskDetails(int attempt, CommandFact... causes) {
      Map<String, String> details = new TreeMap<>(ids);
      details.put(WireOp.ATTEMPT, Integer.toString(attempt));
      details.put(WireOp.TOKEN, token());
      details.put(WireOp.CAUSES, json(List.of(causes)));
      details.put(WireOp.FIRST_EVENT, Integer.toString(event));
      event += 10;
      details.put(WireOp.STARTED_EVENT, Integer.toString(event - 1));
      return details;
    }

    WorkflowTask query(String type) {
      Map<String, String> details = new TreeMap<>(ids);
      details.put(WireOp.TOKEN, token());
      details.put(WireOp.QUERY, type);
      return polled("PollWorkflowTaskQueue", details);
    }

    Activity activity(String type, String id) {
      return activity(type, id, 1);
    }

    Activity activity(String type, String id, int attempt) {
      Map<String, String> details = new TreeMap<>(ids);
      details.put(WireOp.ATTEMPT, Integer.toString(attempt));
      details.put(WireOp.TOKEN, token());
      details.put(WireOp.ACTIVITY_ID, id);
      details.put(WireOp.ACTIVITY_TYPE, type);
      polled("PollActivityTaskQueue", details);
      return new Activity(details.getOrDefault(WireOp.TOKEN, ""));
    }

    private WorkflowTask polled(String method, Map<String, String> details) {
      rpc(method).ok(details);
      return new WorkflowTask(details.getOrDefault(WireOp.TOKEN, ""));
    }
  }

  /** A workflow task in a worker's hands. */
  final class WorkflowTask {
    private final String token;

    private WorkflowTask(String token) {
      this.token = token;
    }

    /** The request arrives and goes on. */
    Exchange completing(CommandFact... commands) {
      return completes(commands).step(Step.FORWARDED);
    }

    /** The request arrives, and nothing more. */
    Exchange completes(CommandFact... commands) {
      return arrives(
          WireOp.TEMPORAL,
          "RespondWorkflowTaskCompleted",
          Map.of(WireOp.TOKEN, token, WireOp.COMMANDS, json(Arrays.asList(commands))));
    }

    void complete(CommandFact... commands) {
      completing(commands).ok();
    }

    void fail() {
      request(WireOp.TEMPORAL, "RespondWorkflowTaskFailed", Map.of(WireOp.TOKEN, token)).ok();
    }

    void answer() {
      request(WireOp.TEMPORAL, "RespondQueryTaskCompleted", Map.of(WireOp.TOKEN, token)).ok();
    }
  }

  /** An activity's attempt in a worker's hands. */
  final class Activity {
    private final String token;

    Activity(String token) {
      this.token = token;
    }

    Exchange ending(String how) {
      return arrives(WireOp.TEMPORAL, "RespondActivityTask" + how, Map.of(WireOp.TOKEN, token))
          .step(Step.FORWARDED);
    }

    void complete() {
      ending("Completed").ok();
    }

    void fail() {
      ending("Failed").ok();
    }

    void heartbeat() {
      request(WireOp.TEMPORAL, "RecordActivityTaskHeartbeat", Map.of(WireOp.TOKEN, token)).ok();
    }
  }
}
