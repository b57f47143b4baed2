package dev.crashproof.checker;

import dev.crashproof.history.History;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is who in one golden run's wire log, read with all of it at hand: the runs, and which of its
 * type each activity, child and timer is. Shares no code with the planner, whose names it checks.
 */
final class AuditRuns {
  private static final String TIMER = "Timer";
  static final String DECISION = "RespondWorkflowTaskCompleted";
  private static final Set<String> BY_TYPE =
      Set.of("ScheduleActivityTask", "StartChildWorkflowExecution");

  private final WireLog wire;
  private final String root;
  private final Map<String, Map<String, String>> scopes = new HashMap<>();
  private final Map<String, String> children = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  AuditRuns(History log) {
    this.wire = WireLog.of(log);
    this.root = root(log, wire);
    children.put(root, "");
    for (Exchange decision : wire.calls(DECISION)) {
      if (decision.ok().isPresent()) {
        number(decision);
      }
    }
    wire.tasks().forEach(task -> scope(task.workflowId(), task.runId()));
  }

  WireLog wire() {
    return wire;
  }

  /** How a name in that run begins; empty where the run is of another workflow's. */
  Optional<String> scope(String workflowId, String runId) {
    String base = children.get(workflowId);
    if (base == null) {
      return Optional.empty();
    }
    // By workflow: a child's id may begin with its parent's.
    Map<String, String> runs = scopes.computeIfAbsent(workflowId, id -> new LinkedHashMap<>());
    int number = runs.size() + 1;
    return Optional.of(
        runs.computeIfAbsent(runId, id -> number == 1 ? base : base + "run " + number + ": "));
  }

  /** An activity or child by the id that the SDK gave it: {@code charge#1}. */
  Optional<String> name(String workflowId, String runId, String id) {
    return Optional.ofNullable(names.get(String.join("/", workflowId, runId, id)));
  }

  // Some SDKs count timers and activities apart, so that one id stands for both.
  private Optional<String> timer(String workflowId, String runId, String id) {
    return Optional.ofNullable(names.get(String.join("/", workflowId, runId, TIMER, id)));
  }

  /** A decision's commands in words. */
  List<String> commands(Exchange decision) {
    return Commands.of(decision).stream()
        .map(c -> words(c, wire.workflowId(decision), wire.runId(decision)))
        .toList();
  }

  /** What a task came of, in words. */
  List<String> causes(Task task) {
    return Commands.parse(task.answer().detail(WireOp.CAUSES)).stream()
        .map(c -> words(c, task.workflowId(), task.runId()))
        .sorted()
        .toList();
  }

  private String words(CommandFact fact, String workflowId, String runId) {
    Optional<String> known =
        fact.type().contains(TIMER)
            ? timer(workflowId, runId, fact.id())
            : name(workflowId, runId, fact.id());
    return known
        .or(() -> Optional.of(fact.name()))
        .filter(what -> !what.isEmpty())
        .map(what -> fact.type() + " " + what)
        .orElse(fact.type());
  }

  private void number(Exchange decision) {
    String workflowId = wire.workflowId(decision);
    String runId = wire.runId(decision);
    scope(workflowId, runId);
    for (CommandFact command : Commands.of(decision)) {
      boolean timer = command.type().equals("StartTimer");
      if (timer || BY_TYPE.contains(command.type())) {
        String prefix = String.join("/", workflowId, runId, "");
        String family = timer ? "" : command.name();
        int order = counts.merge(prefix + command.type() + " " + family, 1, Integer::sum);
        names.put(prefix + (timer ? TIMER + "/" : "") + command.id(), family + "#" + order);
        if (command.type().startsWith("StartChild")) {
          String parent = scope(workflowId, runId).orElse("");
          children.put(command.id(), "%schild %s#%d: ".formatted(parent, family, order));
        }
      }
    }
  }

  private static String root(History log, WireLog wire) {
    return log.first(op -> op.name().equals("begin") && op.detail(WireOp.WORKFLOW_ID).isPresent())
        .or(() -> log.first(op -> op.name().equals("start-workflow")))
        .flatMap(op -> op.detail(WireOp.WORKFLOW_ID))
        .or(() -> wire.tasks().stream().findFirst().map(Task::workflowId))
        .orElse("");
  }
}
