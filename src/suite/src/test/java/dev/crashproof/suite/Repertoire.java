package dev.crashproof.suite;

import dev.crashproof.checker.Expectation;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.trial.Trial;
import dev.crashproof.workload.Cue;
import dev.crashproof.workload.OutsideAct;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The workloads that a soak plays and a replay plays again, by name, and where each can be struck.
 */
// What it holds are values that never change; their types can't say so.
@SuppressWarnings("ImmutableEnumChecker")
enum Repertoire {
  DEMO(
      Workload.of(Runs.DEMO.on("soak")),
      Runs.DEMO.expectation(),
      "workflow task ScheduleActivityTask process_data#1",
      "activity process_data#1",
      "workflow task StartTimer #1",
      "workflow task ScheduleActivityTask long_running_task#1",
      "delivered activity long_running_task#1",
      "database long_running_task#1 insert #1",
      "RecordActivityTaskHeartbeat long_running_task#1 first",
      "database long_running_task#1 insert #2",
      "database long_running_task#1 insert #3",
      "RespondActivityTaskCompleted long_running_task#1",
      "workflow task ScheduleActivityTask send_notification#1",
      "activity send_notification#1",
      "workflow task CompleteWorkflowExecution"),
  APPROVAL(
      Workload.of(Runs.APPROVAL.on("soak"))
          .with(OutsideAct.signal("decide", ApprovalRun.approval()).when(Cue.timerStarted(1))),
      Runs.APPROVAL.approved(),
      "workflow task ScheduleActivityTask process_data#1",
      "activity process_data#1",
      "workflow task StartTimer #1",
      "workflow task ScheduleActivityTask record_decision#1",
      "activity record_decision#1",
      "workflow task ScheduleActivityTask send_notification#1",
      "activity send_notification#1",
      "workflow task CompleteWorkflowExecution"),
  VERIFICATION(
      Workload.of(VerificationRun.DEFAULT.on("soak")),
      VerificationRun.DEFAULT.expectation(),
      "workflow task ScheduleActivityTask validate_syntax#1",
      "activity validate_syntax#1",
      "workflow task ScheduleActivityTask check_ast#1",
      "activity check_ast#1",
      "workflow task CompleteWorkflowExecution"),
  INTEGRATION(
      Workload.of(IntegrationRun.DEFAULT.on("soak")),
      IntegrationRun.DEFAULT.expectation(),
      "workflow task ScheduleActivityTask call_api#1",
      "delivered activity call_api#1",
      "http call_api#1 POST /orders #1",
      "database call_api#1 insert #1",
      "RespondActivityTaskCompleted call_api#1",
      "workflow task ScheduleActivityTask transform_data#1",
      "activity transform_data#1",
      "workflow task CompleteWorkflowExecution"),
  /** DurableDemo on a worker whose process_data has lost its idempotency key. */
  MUTANT(Workload.of(Runs.DEMO.on("soak")), Runs.DEMO.expectation());

  /** What runs on the sound worker. */
  static final List<Repertoire> SOUND = List.of(DEMO, APPROVAL, VERIFICATION, INTEGRATION);

  private static final String TASK = "workflow task ";
  private static final String ACTIVITY = "activity ";

  private final Workload workload;
  private final Expectation expectation;
  private final List<Boundary> boundaries;

  Repertoire(Workload workload, Expectation expectation, String... steps) {
    this.workload = workload.onServedWorker();
    this.expectation = expectation;
    this.boundaries = Arrays.stream(steps).flatMap(Repertoire::at).map(Boundary::parse).toList();
  }

  /** The workflows, before there are constants of this enum. */
  private static final class Runs {
    static final DemoRun DEMO =
        new DemoRun("soak", Duration.ofMillis(100), 4, Duration.ofMillis(50));
    static final ApprovalRun APPROVAL = new ApprovalRun("soak", Duration.ofMinutes(5));
  }

  /** The boundaries of a step, in the order in which a worker comes to them. */
  private static Stream<String> at(String step) {
    if (step.startsWith(TASK)) {
      return around("RespondWorkflowTaskCompleted [%s]".formatted(step.substring(TASK.length())));
    }
    if (step.startsWith(ACTIVITY)) {
      String activity = step.substring(ACTIVITY.length());
      return Stream.of(
              at("delivered activity " + activity),
              around("database %s insert #1".formatted(activity)),
              around("RespondActivityTaskCompleted " + activity))
          .flatMap(boundaries -> boundaries);
    }
    if (step.startsWith("delivered ")) {
      return Stream.of(step);
    }
    return around(step);
  }

  private static Stream<String> around(String message) {
    return Stream.of("before " + message, "after " + message);
  }

  /** Its name in files and ids. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it can be struck, in the order in which it comes there. */
  List<Boundary> boundaries() {
    return boundaries;
  }

  /**
   * One of a sort: the first at which a task is delivered, the first before an effect, the last
   * after an answer about an activity.
   *
   * @param kind the sort: {@code delivered}, {@code before} or {@code after}
   */
  Boundary boundary(String kind) {
    String begins =
        switch (kind) {
          case "delivered" -> "delivered ";
          case "before" -> this == INTEGRATION ? "before http " : "before database ";
          case "after" -> "after RespondActivityTaskCompleted ";
          default -> throw new IllegalArgumentException("there is no sort of boundary " + kind);
        };
    List<Boundary> alike =
        boundaries.stream().filter(each -> each.toString().startsWith(begins)).toList();
    return kind.equals("after") ? alike.get(alike.size() - 1) : alike.get(0);
  }

  /** The workflow's type. */
  String type() {
    return workload.parts().get(0).type();
  }

  /** The events at which it can be struck. */
  List<When.AtEvent> events() {
    return List.of(
        new When.AtEvent("WorkflowTaskStarted", 1),
        new When.AtEvent("ActivityTaskScheduled", 1),
        new When.AtEvent("ActivityTaskCompleted", 1),
        new When.AtEvent("ActivityTaskScheduled", 2));
  }

  /** It under a schedule. */
  Trial trial(String id, Schedule schedule) {
    return new Trial(id, workload, expectation, schedule);
  }

  /** How the worker is started on which it runs; the sound one serves all of them. */
  RepertoireLanes.Worker worker(SuiteRun suite) {
    return this == MUTANT
        ? endpoints -> suite.connecting(Fixtures.mutant("process_data"), endpoints)
        : endpoints -> suite.command(endpoints).with("WORKER_ROLES", "monolith");
  }

  static Repertoire named(String word) {
    return Arrays.stream(values())
        .filter(one -> one.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no workload '%s' to be played again: use one of %s"
                        .formatted(word, catalogue().keySet())));
  }

  /** Templates of all, by name. */
  static Map<String, Trial> catalogue() {
    return Arrays.stream(values())
        .map(one -> one.trial(one.word(), Schedule.of()))
        .collect(Collectors.toMap(Trial::id, Function.identity()));
  }
}
