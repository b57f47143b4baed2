package dev.crashproof.checker;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The boundaries of one golden run, found again in its wire log. */
final class AuditLog {
  private static final String HEARTBEAT = "RecordActivityTaskHeartbeat";
  private static final Set<String> AT_START_UP =
      Set.of(
          "GetSystemInfo", "DescribeNamespace", "PollWorkflowTaskQueue", "PollActivityTaskQueue");
  private static final Set<String> READS =
      Set.of(
          "connect",
          "select",
          "show",
          "set",
          "fetch",
          "prepare",
          "sync",
          "empty",
          "cancel",
          "begin",
          "rollback",
          "discard",
          "savepoint",
          "release");

  private final AuditRuns runs;
  private final WireLog wire;
  private final InFlight inFlight;
  private final Map<String, Integer> seen = new HashMap<>();
  private final Set<Boundary> demanded = new LinkedHashSet<>();
  private final Set<String> messages = new LinkedHashSet<>();
  private boolean startUpSeen;

  AuditLog(History log) {
    this.runs = new AuditRuns(log);
    this.wire = runs.wire();
    this.inFlight = new InFlight(wire);
    wire.tasks().forEach(this::task);
    Map<Beats, List<Exchange>> heartbeats = new LinkedHashMap<>();
    for (Exchange exchange : wire.exchanges()) {
      if (exchange.on(WireOp.POSTGRES) || exchange.on(WireOp.HTTP)) {
        effect(exchange);
      } else if (exchange.call().startsWith(HEARTBEAT)) {
        activity(exchange)
            .ifPresent(
                a ->
                    heartbeats
                        .computeIfAbsent(
                            new Beats(
                                scope(exchange) + HEARTBEAT + " " + a,
                                attempt(wire.attempt(exchange))),
                            k -> new ArrayList<>())
                        .add(exchange));
      } else if (exchange.call().startsWith("Respond")) {
        response(exchange);
      }
    }
    heartbeats.forEach(this::heartbeats);
    startUp(log);
    add(Boundary.idle());
  }

  /** Those that the plan must know, struck or excluded. */
  Set<Boundary> demanded() {
    return demanded;
  }

  /** All messages that were named. */
  Set<String> messages() {
    return messages;
  }

  /** Whether the log begins with the worker's start. */
  boolean startUpSeen() {
    return startUpSeen;
  }

  private void task(Task task) {
    Optional<String> scope = runs.scope(task.workflowId(), task.runId());
    if (scope.isEmpty()) {
      return;
    }
    Optional<String> name =
        task.ofActivity()
            ? runs.name(task.workflowId(), task.runId(), task.activityId())
                .map(a -> "activity " + a)
            : Optional.of("workflow task [" + String.join(", ", runs.causes(task)) + "]");
    // A query may come with a workflow task, or be one that no event tells of.
    boolean query =
        !task.ofActivity()
            && task.answer().detail(WireOp.QUERY).isPresent()
            && task.startedEvent().map("0"::equals).orElse(true);
    name.filter(n -> !query)
        .map(n -> numbered(scope.get() + n, task.attempt()))
        .ifPresent(n -> add(new Boundary(BoundaryKind.DELIVERED, n)));
  }

  private void response(Exchange exchange) {
    Optional<String> scope = runs.scope(wire.workflowId(exchange), wire.runId(exchange));
    Optional<String> name =
        exchange.call().equals(AuditRuns.DECISION)
            ? Optional.of("[" + String.join(", ", runs.commands(exchange)) + "]")
            : activity(exchange);
    if (scope.isEmpty() || name.isEmpty() || exchange.ok().isEmpty()) {
      return;
    }
    boolean ofActivity = !exchange.call().equals(AuditRuns.DECISION);
    String call =
        exchange.call().endsWith("ById")
            ? exchange.call().substring(0, exchange.call().length() - "ById".length())
            : exchange.call();
    String message = numbered(scope.get() + call + " " + name.get(), wire.attempt(exchange));
    committed(message);
    if (handsOver(exchange, ofActivity)) {
      add(new Boundary(BoundaryKind.AFTER_ASSIGNED, message));
    }
  }

  /** Whether the server had a task at hand as soon as it took the message. */
  private boolean handsOver(Exchange exchange, boolean ofActivity) {
    if (!ofActivity) {
      return Commands.of(exchange).stream().anyMatch(c -> c.type().equals("ScheduleActivityTask"));
    }
    Op answer = exchange.ok().orElseThrow();
    // With a workflow task under way the next one waits for its end.
    return exchange.call().startsWith("RespondActivityTaskCompleted")
        && wire.tasks().stream()
            .filter(t -> !t.ofActivity() && t.runId().equals(wire.runId(exchange)))
            .noneMatch(t -> t.answer().index() < answer.index() && endsAfter(t, answer));
  }

  private boolean endsAfter(Task task, Op moment) {
    return wire.exchanges().stream()
        .filter(e -> wire.taskOf(e).filter(task::equals).isPresent())
        .flatMap(e -> e.answer().stream())
        .noneMatch(op -> op.index() < moment.index());
  }

  /** Heartbeats are counted by the activity in its run and, in words, the attempt. */
  private record Beats(String series, String attempt) {

    String message(String which) {
      return series + " " + which + attempt;
    }
  }

  private void heartbeats(Beats of, List<Exchange> beats) {
    committed(of.message("first"));
    String last = of.message("last");
    if (beats.size() > 1) {
      committed(last);
    }
    messages.add(last);
  }

  private String scope(Exchange exchange) {
    return runs.scope(wire.workflowId(exchange), wire.runId(exchange)).orElse("");
  }

  private void effect(Exchange exchange) {
    Optional<Task> task = inFlight.servedBy(exchange);
    Optional<String> scope = task.flatMap(t -> runs.scope(t.workflowId(), t.runId()));
    Optional<String> activity =
        task.flatMap(t -> runs.name(t.workflowId(), t.runId(), t.activityId()));
    if (scope.isEmpty() || activity.isEmpty()) {
      return;
    }
    String base =
        "%s%s %s %s"
            .formatted(
                scope.get(),
                exchange.on(WireOp.HTTP) ? "http" : "database",
                activity.get(),
                exchange.call());
    int attempt = task.orElseThrow().attempt();
    int order = seen.merge(base + attempt(attempt), 1, Integer::sum);
    String message = base + " #" + order + attempt(attempt);
    messages.add(message);
    if (exchange.on(WireOp.POSTGRES) && commits(exchange)) {
      committed(message);
    }
  }

  /** Of the last verb of a batch: that it left no transaction open. */
  private static boolean commits(Exchange exchange) {
    boolean writes =
        List.of(exchange.call().split("\\+", -1)).stream().anyMatch(verb -> !READS.contains(verb));
    return writes
        && exchange
            .ok()
            .flatMap(op -> op.detail(WireOp.TRANSACTION))
            .filter("idle"::equals)
            .isPresent();
  }

  private void startUp(History log) {
    Optional<Op> start = log.first(op -> op.is(OpKind.INVOKE, Sightings.START));
    if (start.isEmpty()) {
      return;
    }
    String number = start.get().detail(WireOp.START).orElse("1");
    long first =
        wire.tasks().stream()
            .filter(t -> Integer.toString(t.exchange().start()).equals(number))
            .mapToLong(t -> t.answer().index())
            .min()
            .orElse(Long.MAX_VALUE);
    for (Exchange exchange : wire.exchanges()) {
      boolean early =
          exchange.arrived().filter(op -> op.index() < first).isPresent()
              && exchange.of(start.get().process(), Integer.parseInt(number));
      if (early) {
        startUpSeen = true;
        if (AT_START_UP.contains(exchange.call())) {
          add(new Boundary(BoundaryKind.BEFORE, "start-up " + exchange.call()));
        } else if (exchange.on(WireOp.POSTGRES) && exchange.call().equals("connect")) {
          add(new Boundary(BoundaryKind.BEFORE, "start-up database connect #1"));
        }
      }
    }
  }

  private Optional<String> activity(Exchange exchange) {
    return runs.name(wire.workflowId(exchange), wire.runId(exchange), wire.activityId(exchange));
  }

  private void committed(String message) {
    add(new Boundary(BoundaryKind.BEFORE, message));
    add(new Boundary(BoundaryKind.AFTER_IDLE, message));
    add(new Boundary(BoundaryKind.LATE, message));
  }

  private void add(Boundary boundary) {
    demanded.add(boundary);
    messages.add(boundary.message());
  }

  /** Another attempt is another message, and not the same for a second time. */
  private String numbered(String name, int attempt) {
    int n = seen.merge(name + attempt(attempt), 1, Integer::sum);
    return (n == 1 ? name : name + " (" + n + ")") + attempt(attempt);
  }

  private static String attempt(int attempt) {
    return attempt > 1 ? " attempt " + attempt : "";
  }
}
