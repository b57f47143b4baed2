package dev.crashproof.workload;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One workflow of a workload while it runs: its acts go out when their cues come. */
final class PartRun {
  private static final String CLIENT = "client";

  private final TemporalNamespace namespace;
  private final Recorder recorder;
  private final WorkloadRun.Board board;
  private final WorkflowWatch watch;
  private final List<OutsideAct> waiting;
  private final Map<String, ActCall<?>> underWay = new HashMap<>();
  private final Set<String> endedActs = new HashSet<>();
  private boolean closed;

  PartRun(
      TemporalNamespace namespace,
      WorkflowRun run,
      Workload.Part part,
      Recorder recorder,
      WorkloadRun.Board board) {
    this.namespace = namespace;
    this.recorder = recorder;
    this.board = board;
    this.waiting = new ArrayList<>(part.acts());
    this.watch = new WorkflowWatch(namespace, run, board, board);
  }

  /** Starts a workflow and writes down that it was. */
  static WorkflowRun start(
      TemporalNamespace namespace, WorkflowSpec spec, String workflowId, Recorder recorder) {
    Map<String, String> details = Map.of("workflowId", workflowId, "workflowType", spec.type());
    recorder.record(OpKind.INVOKE, CLIENT, "start-workflow", details);
    try {
      WorkflowRun run = namespace.start(spec, workflowId);
      recorder.record(
          OpKind.OK, CLIENT, "start-workflow", and(details, Map.of("runId", run.runId())));
      return run;
    } catch (RuntimeException e) {
      recorder.record(
          OpKind.FAIL, CLIENT, "start-workflow", and(details, Map.of("message", e.toString())));
      throw e;
    }
  }

  WorkflowWatch watch() {
    return watch;
  }

  /** The acts that have not gone out, because their cues have not come. */
  List<OutsideAct> waiting() {
    return List.copyOf(waiting);
  }

  /** The acts that nobody has answered yet. */
  List<OutsideAct> unanswered() {
    return underWay.values().stream().<OutsideAct>map(ActCall::act).toList();
  }

  /**
   * Takes in what is new, and sends what it is the moment for. The board is held, which does not
   * keep it from being called again by the thread that holds it: a call that is answered before it
   * is listened to ends at once, and that is news. Whoever takes an act off the list sends it.
   */
  void advance() {
    watch.follow();
    List<EventHistory> chain = watch.chain();
    for (OutsideAct act : List.copyOf(waiting)) {
      if (chain.stream().anyMatch(run -> act.cue().hasCome(run, endedActs))
          && waiting.remove(act)) {
        send(act);
      }
    }
    if (!closed) {
      watch.completion().ifPresent(completion -> closed(completion.event()));
    }
  }

  /** How it closed, once all is known of it and no act is under way. */
  Optional<Completion> completion() {
    return underWay.isEmpty() ? watch.completion() : Optional.empty();
  }

  private void closed(Event closing) {
    closed = true;
    recorder.record(
        OpKind.OK,
        CLIENT,
        "closed",
        Map.of(
            "event", closing.type(),
            "workflowId", watch.latestRun().workflowId(),
            "runId", watch.latestRun().runId()));
  }

  private void send(OutsideAct act) {
    Map<String, String> details =
        Map.of(
            "name", act.name(), "act", act.label(), "workflowId", watch.latestRun().workflowId());
    Op invoked = recorder.record(OpKind.INVOKE, CLIENT, act.kind().word(), details);
    ActCall<?> call = call(act, end -> ended(act, invoked, end));
    underWay.put(act.label(), call);
    call.send();
  }

  private void ended(OutsideAct act, Op invoked, ActCall.End end) {
    synchronized (board) {
      recorder.record(end.kind(), CLIENT, act.kind().word(), and(invoked.details(), end.details()));
      underWay.remove(act.label());
      endedActs.add(act.label());
      board.onNews();
    }
  }

  private ActCall<?> call(OutsideAct act, Consumer<ActCall.End> whenEnded) {
    String workflowId = watch.latestRun().workflowId();
    return switch (act.kind()) {
      case SIGNAL -> new SignalCall(namespace, act, workflowId, whenEnded);
      case UPDATE -> new UpdateCall(namespace, act, workflowId, this::acceptedBy, whenEnded);
      case QUERY -> new QueryCall(namespace, act, workflowId, whenEnded);
    };
  }

  private Optional<String> acceptedBy(String updateId) {
    synchronized (board) {
      return watch.chain().stream()
          .filter(run -> run.first(e -> accepts(e, updateId)).isPresent())
          .map(EventHistory::runId)
          .findFirst();
    }
  }

  private static boolean accepts(Event event, String updateId) {
    return event.is("WorkflowExecutionUpdateAccepted")
        && event.attribute("protocolInstanceId").filter(updateId::equals).isPresent();
  }

  private static Map<String, String> and(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  /** Watches and sends no more. The board is held. */
  void end() {
    watch.end();
    List.copyOf(underWay.values()).forEach(ActCall::cancel);
  }
}
