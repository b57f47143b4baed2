package dev.crashproof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What passed on the wires in a run: exchanges, and the tasks that their answers handed over. */
final class WireLog {
  /** On the answer of a RespondWorkflowTaskCompleted: the activities that came with it. */
  private static final String EAGER_ACTIVITIES = "activities";

  private final List<Exchange> exchanges;
  private final Set<String> interposed;
  private final List<Task> tasks;

  private WireLog(List<Exchange> exchanges, Set<String> interposed) {
    this.exchanges = exchanges;
    this.interposed = interposed;
    this.tasks = exchanges.stream().flatMap(e -> tasks(e).stream()).toList();
  }

  static WireLog of(History history) {
    Map<Long, List<Op>> byId = new LinkedHashMap<>();
    for (Op op : history.ops()) {
      OptionalLong id = WireOp.exchange(op);
      if (id.isPresent()) {
        byId.computeIfAbsent(id.getAsLong(), i -> new ArrayList<>()).add(op);
      }
    }
    return new WireLog(
        byId.entrySet().stream()
            .map(e -> new Exchange(e.getKey(), List.copyOf(e.getValue())))
            .toList(),
        history
            .first(op -> op.name().equals("begin") && op.detail(WireOp.WIRES).isPresent())
            .flatMap(op -> op.detail(WireOp.WIRES))
            .map(wires -> Set.of(wires.split(",", -1)))
            .orElse(Set.of()));
  }

  List<Exchange> exchanges() {
    return exchanges;
  }

  Optional<Exchange> exchange(long id) {
    return exchanges.stream().filter(e -> e.id() == id).findFirst();
  }

  /** Exchanges by that call, in order. */
  List<Exchange> calls(String call) {
    return exchanges.stream().filter(e -> e.call().equals(call)).toList();
  }

  /** Whether that wire has an interposer: it was said, or something was heard there. */
  boolean interposed(String wire) {
    return interposed.contains(wire) || heard(wire);
  }

  /** Whether anything passed there. */
  boolean heard(String wire) {
    return exchanges.stream().anyMatch(e -> e.on(wire));
  }

  List<Task> tasks() {
    return tasks;
  }

  /** The tasks handed over for one activity. */
  List<Task> tasksOf(Scheduled activity) {
    return tasks.stream()
        .filter(t -> t.activityId().equals(activity.id()))
        .filter(t -> activity.execution().is(t.workflowId()))
        .filter(
            t ->
                t.runId().isEmpty()
                    || t.runId().equals(activity.execution().eventHistory().runId()))
        .toList();
  }

  /** The task that a message answers, by the token both carry. */
  Optional<Task> taskOf(Exchange message) {
    Optional<String> token = message.arrived().flatMap(op -> op.detail(WireOp.TOKEN));
    return token.flatMap(this::taskOf);
  }

  Optional<Task> taskOf(String token) {
    return tasks.stream().filter(t -> !token.isEmpty() && t.token().equals(token)).findFirst();
  }

  /** What a message is about: as it says itself, else as the task says that it answers. */
  String workflowId(Exchange message) {
    return message
        .detail(WireOp.WORKFLOW_ID)
        .or(() -> taskOf(message).map(Task::workflowId))
        .orElse("");
  }

  String runId(Exchange message) {
    return message.detail(WireOp.RUN_ID).or(() -> taskOf(message).map(Task::runId)).orElse("");
  }

  String activityId(Exchange message) {
    return message
        .detail(WireOp.ACTIVITY_ID)
        .or(() -> taskOf(message).map(Task::activityId))
        .orElse("");
  }

  /** The attempt; 0 where nobody tells. */
  int attempt(Exchange message) {
    return message
        .detail(WireOp.ATTEMPT)
        .map(Integer::parseInt)
        .or(() -> taskOf(message).map(Task::attempt))
        .orElse(0);
  }

  /** All names by which workers presented themselves. */
  Set<String> identities() {
    return exchanges.stream()
        .flatMap(e -> e.detail(WireOp.IDENTITY).stream())
        .collect(Collectors.toSet());
  }

  private static List<Task> tasks(Exchange exchange) {
    Optional<Op> answer = exchange.ok();
    if (answer.isEmpty() || answer.get().detail(WireOp.EMPTY).filter("true"::equals).isPresent()) {
      return List.of();
    }
    Op op = answer.get();
    List<Task> tasks = new ArrayList<>();
    boolean brought =
        exchange.isPoll()
            ? exchange.detail(WireOp.WORKFLOW_ID).isPresent()
            : op.detail(WireOp.STARTED_EVENT).isPresent();
    if (exchange.on(WireOp.TEMPORAL) && brought) {
      tasks.add(task(exchange, op));
    }
    op.detail(EAGER_ACTIVITIES)
        .ifPresent(
            json ->
                Json.expected(json)
                    .elements()
                    .forEachRemaining(a -> tasks.add(eager(exchange, a))));
    return List.copyOf(tasks);
  }

  private static Task task(Exchange exchange, Op answer) {
    return new Task(
        exchange,
        answer,
        answer.detail(WireOp.TOKEN).orElse(""),
        exchange.detail(WireOp.WORKFLOW_ID).orElse(""),
        exchange.detail(WireOp.RUN_ID).orElse(""),
        exchange.isPoll() ? answer.detail(WireOp.ACTIVITY_ID).orElse("") : "",
        exchange.isPoll() ? answer.detail(WireOp.ACTIVITY_TYPE).orElse("") : "",
        answer.detail(WireOp.ATTEMPT).map(Integer::parseInt).orElse(1),
        answer.detail(WireOp.STARTED_EVENT));
  }

  private static Task eager(Exchange exchange, JsonNode activity) {
    return new Task(
        exchange,
        exchange.ok().orElseThrow(),
        activity.path("token").asText(""),
        exchange.detail(WireOp.WORKFLOW_ID).orElse(""),
        exchange.detail(WireOp.RUN_ID).orElse(""),
        activity.path("id").asText(""),
        activity.path("type").asText(""),
        Math.max(1, activity.path("attempt").asInt(1)),
        Optional.empty());
  }

  /** Whether the op is a request's arrival. */
  static boolean arrival(Op op) {
    return op.kind() == OpKind.INVOKE && WireOp.isOne(op);
  }
}
