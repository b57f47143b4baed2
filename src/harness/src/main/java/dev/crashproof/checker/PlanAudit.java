package dev.crashproof.checker;

import dev.crashproof.history.History;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds a sweep's boundaries again in the saved wire logs of its golden runs, by code that did not
 * plan the sweep: what the logs demand must be planned or excluded with a reason, and what was
 * planned must be in the logs. The names alone are shared with the planner, by their grammar.
 *
 * <p>Demanded are: {@code before}, {@code after} and {@code late} of each answer to a task, of each
 * statement that committed a write, and of the first and the last heartbeat; {@code after
 * (assigned)} where a task follows at once; {@code delivered} of each task; {@code before} what
 * every worker asks at its start; and {@code idle}.
 */
public final class PlanAudit {
  private static final String NAME = "plan-audit";
  private static final Set<String> EXACT =
      Set.of(
          "activity",
          "workflow",
          "RespondWorkflowTaskCompleted",
          "RespondActivityTaskCompleted",
          "RecordActivityTaskHeartbeat");
  private static final Pattern SCOPE = Pattern.compile("(?:(?:child .+?#\\d+|run \\d+): )*");
  private static final Pattern LAST_BEAT =
      Pattern.compile("(RecordActivityTaskHeartbeat .*#\\d+) last((?: attempt \\d+)?)$");
  private static final Pattern LIST = Pattern.compile("\\[(.*)]", Pattern.DOTALL);
  private static final Pattern NAMED_BY_TYPE =
      Pattern.compile("(?:ScheduleActivityTask|StartChild|ActivityTask|ChildWorkflow).*");

  private PlanAudit() {}

  /**
   * Audits a plan.
   *
   * @param goldenRuns the wire logs of the golden runs, each from its op {@code begin}; one at
   *     least from the worker's start, or the boundaries of the start-up can't be audited
   * @param planned the boundaries to strike
   * @param excluded those that are not struck, and why
   */
  public static Verdict check(
      List<History> goldenRuns, List<Boundary> planned, Map<Boundary, String> excluded) {
    List<AuditLog> logs = goldenRuns.stream().map(AuditLog::new).toList();
    if (logs.stream().allMatch(log -> log.demanded().size() <= 1)) {
      return Verdict.unknown(NAME, "the golden runs' wire logs hold no boundary");
    }
    List<String> wrong = new ArrayList<>();
    excluded.forEach(
        (boundary, reason) -> {
          if (reason.isBlank()) {
            wrong.add("excluded without a reason: " + boundary);
          }
        });
    missing(logs, planned, excluded.keySet()).forEach(b -> wrong.add("missing: " + b));
    surplus(logs, planned).forEach(b -> wrong.add("surplus: " + b));
    if (!wrong.isEmpty()) {
      return Verdict.invalid(NAME, String.join("; ", wrong));
    }
    boolean startUpPlanned = planned.stream().anyMatch(PlanAudit::ofStartUp);
    if (startUpPlanned && logs.stream().noneMatch(AuditLog::startUpSeen)) {
      return Verdict.unknown(
          NAME,
          "boundaries of the worker's start-up were planned, but no wire log begins with its start");
    }
    return Verdict.valid(
        NAME,
        "%d boundaries planned and %d excluded, as %d wire logs have them"
            .formatted(planned.size(), excluded.size(), goldenRuns.size()));
  }

  private static Set<String> missing(
      List<AuditLog> logs, List<Boundary> planned, Set<Boundary> excluded) {
    Set<String> known =
        planned.stream()
            .map(PlanAudit::spelled)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    excluded.stream().map(PlanAudit::spelled).forEach(known::add);
    return logs.stream()
        .flatMap(log -> log.demanded().stream())
        .filter(b -> !LAST_BEAT.matcher(b.message()).find() || inAll(logs, b))
        .map(PlanAudit::spelled)
        .filter(name -> !known.contains(name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** An activity has a last heartbeat beside its first where it had two in every run. */
  private static boolean inAll(List<AuditLog> logs, Boundary last) {
    Boundary first =
        new Boundary(last.kind(), LAST_BEAT.matcher(last.message()).replaceFirst("$1 first$2"));
    return logs.stream()
        .filter(log -> log.demanded().contains(first))
        .allMatch(log -> log.demanded().contains(last));
  }

  private static List<String> surplus(List<AuditLog> logs, List<Boundary> planned) {
    Set<String> messages =
        logs.stream()
            .flatMap(log -> log.messages().stream())
            .map(PlanAudit::spelled)
            .collect(Collectors.toSet());
    return planned.stream()
        .filter(b -> misplaced(b) || (named(b) && !messages.contains(spelled(b.message()))))
        .map(Boundary::toString)
        .toList();
  }

  /** Only a task is delivered, and a task is only delivered. */
  private static boolean misplaced(Boundary boundary) {
    String first = firstWord(boundary.message());
    boolean task = first.equals("activity") || first.equals("workflow");
    return boundary.kind() != BoundaryKind.IDLE
        && task != (boundary.kind() == BoundaryKind.DELIVERED);
  }

  /** Whether the log tells enough to name this message without a doubt. */
  private static boolean named(Boundary boundary) {
    return EXACT.contains(firstWord(boundary.message())) && !boundary.message().contains("[query ");
  }

  private static boolean ofStartUp(Boundary boundary) {
    return boundary.message().startsWith("start-up ");
  }

  private static String firstWord(String message) {
    return SCOPE.matcher(message).replaceFirst("").split(" ", 2)[0];
  }

  private static String spelled(Boundary boundary) {
    return boundary.kind() == BoundaryKind.IDLE
        ? boundary.toString()
        : boundary.kind().word() + " " + spelled(boundary.message());
  }

  /** Signals, updates and markers are told apart by name here, not by their number. */
  private static String spelled(String message) {
    Matcher list = LIST.matcher(message);
    if (!list.find()) {
      return message;
    }
    String items =
        Arrays.stream(list.group(1).split(", ", -1))
            .map(
                item ->
                    NAMED_BY_TYPE.matcher(item).matches() || item.contains("Timer")
                        ? item
                        : item.replaceAll("#\\d+$", ""))
            .collect(Collectors.joining(", "));
    return message.substring(0, list.start(1)) + items + message.substring(list.end(1));
  }
}
