package dev.crashproof.history.boundary;

import static dev.crashproof.history.boundary.WireLog.command;
import static dev.crashproof.history.boundary.WireLog.complete;
import static dev.crashproof.history.boundary.WireLog.completed;
import static dev.crashproof.history.boundary.WireLog.fired;
import static dev.crashproof.history.boundary.WireLog.json;
import static dev.crashproof.history.boundary.WireLog.schedule;
import static dev.crashproof.history.boundary.WireLog.started;
import static dev.crashproof.history.boundary.WireLog.timer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BoundaryPlanTest {
  private static final String A = "0b0c7f54-2f0e-4be5-8d41-3e3c1a1c1001";
  private static final String B = "0b0c7f54-2f0e-4be5-8d41-3e3c1a1c1002";

  /** One activity with one insert, then a timer. */
  private static void sequential(WireLog log) {
    WireLog.Run run = log.workflow("wf");
    run.task(started()).complete(schedule("load", A));
    WireLog.Activity load = run.activity("load", A);
    log.sql("connect", "").ok("idle");
    log.sql("insert", "insert").ok("idle");
    load.complete();
    run.task(completed("load", A)).complete(timer("t"));
    run.task(fired("t")).complete(complete());
  }

  @Test
  void ofASequentialWorkflowEachCutIsStruckOnce() {
    BoundaryPlan plan = plan(Depth.NORMAL, BoundaryPlanTest::sequential);

    assertThat(names(plan))
        .containsExactly(
            "before RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]",
            "after RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]",
            "late RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]",
            "before database load#1 insert #1",
            "late database load#1 insert #1",
            "before RespondActivityTaskCompleted load#1",
            "after RespondActivityTaskCompleted load#1",
            "late RespondActivityTaskCompleted load#1",
            "before RespondWorkflowTaskCompleted [StartTimer #1]",
            "after RespondWorkflowTaskCompleted [StartTimer #1]",
            "late RespondWorkflowTaskCompleted [StartTimer #1]",
            "before RespondWorkflowTaskCompleted [CompleteWorkflowExecution]",
            "after RespondWorkflowTaskCompleted [CompleteWorkflowExecution]",
            "late RespondWorkflowTaskCompleted [CompleteWorkflowExecution]",
            "idle");
    assertThat(exclusions(plan))
        .containsOnly(
            "delivered workflow task [WorkflowExecutionStarted]"
                + " = before RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]",
            "after (assigned) RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]"
                + " = before database load#1 insert #1",
            "delivered activity load#1 = before database load#1 insert #1",
            "after database load#1 insert #1 = before RespondActivityTaskCompleted load#1",
            "after (assigned) RespondActivityTaskCompleted load#1"
                + " = before RespondWorkflowTaskCompleted [StartTimer #1]",
            "delivered workflow task [ActivityTaskCompleted load#1]"
                + " = before RespondWorkflowTaskCompleted [StartTimer #1]",
            "delivered workflow task [TimerFired #1]"
                + " = before RespondWorkflowTaskCompleted [CompleteWorkflowExecution]",
            "before database ? connect HOUSEKEEPING");
    assertThat(plan.exhaustive()).as(plan.exhaustiveWhy()).isTrue();
    assertThat(struckOnce(plan)).isEqualTo(plan.cuts()).isEqualTo(9);
  }

  @Test
  void fullDepthStrikesWhatNormalDepthMerges() {
    BoundaryPlan normal = plan(Depth.NORMAL, BoundaryPlanTest::sequential);
    BoundaryPlan full = plan(Depth.FULL, BoundaryPlanTest::sequential);

    assertThat(names(full)).containsAll(names(normal));
    assertThat(names(full))
        .contains(
            "delivered activity load#1",
            "after database load#1 insert #1",
            "after (assigned) RespondActivityTaskCompleted load#1")
        .doesNotHaveDuplicates();
    assertThat(exclusions(full)).containsExactly("before database ? connect HOUSEKEEPING");
    assertThat(full.exhaustive()).isTrue();
  }

  @Test
  void assignedTellsTheTaskThatIsHandedToTheDyingWorker() {
    BoundaryPlan full = plan(Depth.FULL, BoundaryPlanTest::sequential);

    PlannedBoundary assigned =
        find(full, "after (assigned) RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]");
    assertThat(assigned.leadsTo()).containsExactly(MessageName.first("activity load#1"));
    assertThat(names(full))
        .doesNotContain(
            "after (assigned) RespondWorkflowTaskCompleted [StartTimer #1]",
            "after (assigned) RespondWorkflowTaskCompleted [CompleteWorkflowExecution]");
  }

  @Test
  void idleIsWhereTheWorkflowWaits() {
    BoundaryPlan plan = plan(Depth.NORMAL, BoundaryPlanTest::sequential);

    assertThat(find(plan, "idle").message())
        .contains(MessageName.first("RespondWorkflowTaskCompleted [StartTimer #1]"));
  }

  @Test
  void aWorkflowThatNeverWaitsIsIdleOnlyBeforeItIsStarted() {
    BoundaryPlan plan =
        plan(Depth.NORMAL, log -> log.workflow("wf").task(started()).complete(complete()));

    assertThat(find(plan, "idle").message()).isEmpty();
    assertThat(find(plan, "idle").certain()).isTrue();
  }

  private static void concurrent(WireLog log, boolean turned) {
    WireLog.Run run = log.workflow("wf");
    run.task(started()).complete(schedule("load", A), schedule("store", B));
    WireLog.Activity load = run.activity("load", A);
    WireLog.Activity store = run.activity("store", B);
    WireLog.Exchange one = log.sql(1, "insert", A);
    WireLog.Exchange two = log.sql(2, "insert", B);
    one.ok("idle");
    two.ok("idle");
    if (turned) {
      store.complete();
      load.complete();
    } else {
      load.complete();
      store.complete();
    }
    run.task(completed("load", A), completed("store", B)).complete(complete());
  }

  @Test
  void ofConcurrentActivitiesNothingIsMergedAndNothingIsCalledExhaustive() {
    BoundaryPlan plan = plan(Depth.NORMAL, log -> concurrent(log, false));

    assertThat(names(plan))
        .contains(
            "delivered activity load#1",
            "before database load#1 insert #1",
            "after database load#1 insert #1",
            "before RespondActivityTaskCompleted load#1",
            "after (assigned) RespondWorkflowTaskCompleted"
                + " [ScheduleActivityTask load#1, ScheduleActivityTask store#1]",
            "delivered activity store#1");
    // Two tasks of two steps each, and before and after them a workflow task of one.
    assertThat(plan.cuts()).isEqualTo(2 + 9 + 2);
    assertThat(plan.exhaustive()).isFalse();
    assertThat(plan.exhaustiveWhy()).contains("2 things were under way at once", "13 cuts");
  }

  @Test
  void eitherOrderOfCompletionHasTheSameNames() {
    GoldenRuns runs = GoldenRuns.none();
    for (int i = 0; i < 6; i++) {
      boolean turned = i % 2 == 0;
      runs = runs.with(golden(log -> concurrent(log, turned)));
    }

    assertThat(runs.sometimes()).isEmpty();
    // The last to end is the one that leads to the next task, and either may be the last.
    BoundaryPlan plan = BoundaryPlan.of(runs, Depth.NORMAL);
    assertThat(find(plan, "after (assigned) RespondActivityTaskCompleted load#1").certain())
        .isFalse();
    assertThat(find(plan, "before RespondActivityTaskCompleted load#1").certain()).isTrue();
  }

  @Test
  void runsSettleWhenFiveInARowAddNothing() {
    GoldenRuns runs = GoldenRuns.none();
    for (int i = 0; i < 6; i++) {
      assertThat(runs.settled()).isFalse();
      runs = runs.with(golden(BoundaryPlanTest::sequential));
    }
    assertThat(runs.settled()).isTrue();

    GoldenRuns more =
        runs.with(
            golden(log -> log.workflow("wf").task(started()).complete(timer("t"), timer("u"))));
    assertThat(more.settled()).isFalse();
    assertThat(more.always())
        .containsExactly(MessageName.first("workflow task [WorkflowExecutionStarted]"));
    assertThat(more.sometimes())
        .contains(MessageName.first("RespondWorkflowTaskCompleted [StartTimer #1, StartTimer #2]"));
    BoundaryPlan plan = BoundaryPlan.of(more, Depth.NORMAL);
    assertThat(plan.exhaustive()).isFalse();
    assertThat(plan.exhaustiveWhy()).contains("7 golden runs have not settled");
    // What follows a task is no twin of it where it does not always follow.
    assertThat(names(plan)).contains("delivered workflow task [WorkflowExecutionStarted]");
  }

  @Test
  void aRunThatComesToLessAddsNothingButMakesBoundariesUncertain() {
    GoldenRuns runs = GoldenRuns.none();
    for (int i = 0; i < 6; i++) {
      runs = runs.with(golden(BoundaryPlanTest::sequential));
    }
    runs = runs.with(golden(log -> log.workflow("wf").task(started()).complete(complete())));

    assertThat(runs.settled()).isTrue();
    BoundaryPlan plan = BoundaryPlan.of(runs, Depth.NORMAL);
    assertThat(find(plan, "before database load#1 insert #1").certain()).isFalse();
    assertThat(plan.exhaustive()).isFalse();
    assertThat(plan.exhaustiveWhy()).contains("golden runs differ");
  }

  @Test
  void aWorkflowThatIsNeverTheSameNeverSettles() {
    GoldenRuns runs = GoldenRuns.none();
    for (int i = 0; i < 20; i++) {
      String signal = "signal-" + i;
      runs =
          runs.with(
              golden(
                  log ->
                      log.workflow("wf")
                          .task(started(), command("WorkflowExecutionSignaled", signal, ""))
                          .complete(complete())));
    }
    assertThat(runs.settled()).isFalse();
  }

  @Test
  void howManyHeartbeatsThereWereSettlesNothing() {
    GoldenRuns runs = GoldenRuns.none();
    for (int i = 0; i < 6; i++) {
      int beats = i == 3 ? 3 : 4 + i;
      runs = runs.with(golden(log -> beating(log, beats)));
    }
    BoundaryPlan plan = BoundaryPlan.of(runs, Depth.NORMAL);

    assertThat(runs.settled()).isTrue();
    assertThat(find(plan, "before RecordActivityTaskHeartbeat long#1 first").message())
        .contains(MessageName.first("RecordActivityTaskHeartbeat long#1 (1)"));
    assertThat(find(plan, "before RecordActivityTaskHeartbeat long#1 last").message())
        .contains(MessageName.first("RecordActivityTaskHeartbeat long#1 (3)"));
    assertThat(find(plan, "before RecordActivityTaskHeartbeat long#1 last").certain()).isTrue();
    assertThat(exclusions(plan))
        .contains("after RecordActivityTaskHeartbeat long#1 (2) HEARTBEAT")
        .contains("late RecordActivityTaskHeartbeat long#1 (9) HEARTBEAT");
    assertThat(plan.exhaustive()).isFalse();
  }

  @Test
  void aSingleHeartbeatIsTheFirst() {
    BoundaryPlan plan = plan(Depth.NORMAL, log -> beating(log, 1));

    assertThat(names(plan))
        .contains("before RecordActivityTaskHeartbeat long#1 first")
        .noneMatch(name -> name.endsWith("last"));
    assertThat(plan.exhaustive()).as(plan.exhaustiveWhy()).isTrue();
  }

  private static void beating(WireLog log, int beats) {
    WireLog.Run run = log.workflow("wf");
    run.task(started()).complete(schedule("long", A));
    WireLog.Activity activity = run.activity("long", A);
    for (int i = 0; i < beats; i++) {
      activity.heartbeat();
    }
    activity.complete();
    run.task(completed("long", A)).complete(complete());
  }

  private static void transactional(WireLog log) {
    WireLog.Run run = log.workflow("wf");
    run.task(started()).complete(schedule("load", A));
    WireLog.Activity activity = run.activity("load", A);
    log.sql("select", "select * from orders").ok("idle");
    log.sql("begin", "begin").ok("open");
    log.sql("insert", "insert").ok("open");
    log.sql("update", "update").ok("open");
    log.sql("commit", "commit").ok("idle");
    activity.complete();
    run.task(completed("load", A)).complete(complete());
  }

  @Test
  void aTransactionIsOneStepAndAReadIsNone() {
    BoundaryPlan plan = plan(Depth.NORMAL, BoundaryPlanTest::transactional);

    assertThat(names(plan))
        .filteredOn(name -> name.contains("database"))
        .containsExactly("before database load#1 begin #1", "late database load#1 commit #1");
    assertThat(exclusions(plan))
        .contains(
            "before database load#1 select #1 = before database load#1 begin #1",
            "after database load#1 select #1 = before database load#1 begin #1",
            "delivered activity load#1 = before database load#1 begin #1",
            "after database load#1 insert #1 = before database load#1 begin #1",
            "late database load#1 insert #1 = before database load#1 begin #1",
            "before database load#1 commit #1 = before database load#1 begin #1",
            "after database load#1 commit #1 = before RespondActivityTaskCompleted load#1");
    assertThat(plan.excluded(Boundary.parse("after database load#1 select #1")))
        .hasValueSatisfying(
            it -> {
              assertThat(it.why()).isEqualTo(Exclusion.READ);
              assertThat(it.reason()).contains("a read commits nothing", "begin #1");
            });
    assertThat(plan.exhaustive()).as(plan.exhaustiveWhy()).isTrue();
    assertThat(struckOnce(plan)).isEqualTo(plan.cuts()).isEqualTo(2 + 3 + 2);

    assertThat(names(plan(Depth.FULL, BoundaryPlanTest::transactional)))
        .contains(
            "after database load#1 select #1",
            "after database load#1 insert #1",
            "late database load#1 update #1");
  }

  @Test
  void aTransactionThatWroteNothingIsARead() {
    BoundaryPlan plan =
        plan(
            Depth.NORMAL,
            log -> {
              WireLog.Run run = log.workflow("wf");
              run.task(started()).complete(schedule("load", A));
              WireLog.Activity activity = run.activity("load", A);
              log.sql("select", "select * from orders").ok("open");
              log.sql("commit", "commit").ok("idle");
              activity.complete();
              run.task(completed("load", A)).complete(complete());
            });

    assertThat(names(plan)).noneMatch(name -> name.contains("database"));
    assertThat(plan.exhaustive()).as(plan.exhaustiveWhy()).isTrue();
  }

  @Test
  void aWriteThatServesNobodyIsListedAndKeepsThePlanFromBeingCalledExhaustive() {
    BoundaryPlan plan =
        plan(
            Depth.NORMAL,
            log -> {
              sequential(log);
              log.sql("delete", "delete from sessions").ok("idle");
            });

    assertThat(exclusions(plan)).contains("after database ? delete UNCLAIMED");
    assertThat(plan.exhaustive()).isFalse();
    assertThat(plan.exhaustiveWhy()).contains("3 boundaries", "before database ? delete");
  }

  @Test
  void afterARequestWhoseAnswerBringsTheActivityAWorkerIsNotIdle() {
    BoundaryPlan plan =
        plan(
            Depth.FULL,
            log -> {
              WireLog.Run run = log.workflow("wf");
              run.task(started())
                  .completing(schedule("load", A))
                  .ok(
                      Map.of(
                          "activities",
                          json(
                              List.of(
                                  Map.of("type", "load", "id", A, "attempt", 1, "token", "e")))));
              log.new Activity("e").complete();
              run.task(completed("load", A)).complete(complete());
            });

    assertThat(names(plan))
        .contains("after (assigned) RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]");
    assertThat(exclusions(plan))
        .contains("after RespondWorkflowTaskCompleted [ScheduleActivityTask load#1] EAGER");
    assertThat(plan.cuts()).isEqualTo(2 + 2 + 2);
  }

  @Test
  void aQueryHasNoLateBoundary() {
    BoundaryPlan plan =
        plan(
            Depth.NORMAL,
            log -> {
              WireLog.Run run = log.workflow("wf");
              run.task(started()).complete(timer("t"));
              run.query("status").answer();
              run.task(fired("t")).complete(complete());
            });

    assertThat(names(plan))
        .contains(
            "before RespondQueryTaskCompleted status", "after RespondQueryTaskCompleted status");
    assertThat(exclusions(plan)).contains("late RespondQueryTaskCompleted status QUERY");
  }

  @Test
  void aChildAndTheNextRunAreLedToByTheirParentsRequest() {
    BoundaryPlan plan =
        plan(
            Depth.FULL,
            log -> {
              WireLog.Run run = log.workflow("wf");
              WireLog.Run child = log.workflow("child-id");
              run.task(started())
                  .complete(command("StartChildWorkflowExecution", "Payment", "child-id"));
              child.task(started()).complete(complete());
              run.task(command("ChildWorkflowExecutionCompleted", "Payment", "child-id"))
                  .complete(command("ContinueAsNewWorkflowExecution", "Loop", ""));
              log.run("wf", "run-2").task(started()).complete(complete());
            });

    assertThat(
            find(
                    plan,
                    "after (assigned) RespondWorkflowTaskCompleted"
                        + " [StartChildWorkflowExecution Payment#1]")
                .leadsTo())
        .containsExactly(
            MessageName.first("child Payment#1: workflow task [WorkflowExecutionStarted]"));
    assertThat(names(plan))
        .contains(
            "after (assigned) child Payment#1: RespondWorkflowTaskCompleted"
                + " [CompleteWorkflowExecution]",
            "after (assigned) RespondWorkflowTaskCompleted [ContinueAsNewWorkflowExecution Loop]",
            "delivered run 2: workflow task [WorkflowExecutionStarted]");
    assertThat(plan.cuts()).isEqualTo(4 * 2);
  }

  @Test
  void theNextTaskMayComeBeforeTheAnswerThatLedToItAndAllStaysAsItIs() {
    BoundaryPlan plan =
        plan(
            Depth.NORMAL,
            log -> {
              WireLog.Run run = log.workflow("wf");
              WireLog.Exchange first = run.task(started()).completing(schedule("load", A));
              WireLog.Activity load = run.activity("load", A);
              first.ok();
              log.sql("insert", "insert").ok("idle");
              WireLog.Exchange end = load.ending("Completed");
              WireLog.WorkflowTask next = run.task(completed("load", A));
              end.ok();
              next.complete(timer("t"));
              run.task(fired("t")).complete(complete());
            });

    assertThat(names(plan)).isEqualTo(names(plan(Depth.NORMAL, BoundaryPlanTest::sequential)));
    assertThat(plan.exhaustive()).as(plan.exhaustiveWhy()).isTrue();
  }

  @Test
  void aStartUpIsStruckBeforeEachMessageAndAroundItsWrites() {
    GoldenRuns runs = GoldenRuns.none().with(golden(BoundaryPlanTest::sequential));
    WireLog log = new WireLog();
    log.rpc("GetSystemInfo").ok();
    log.sql("connect", "").ok("idle");
    log.sql("create", "create table x").ok("open");
    log.sql("commit", "commit").ok("idle");
    log.rpc("RecordWorkerHeartbeat").ok();
    log.rpc("PollWorkflowTaskQueue");
    BoundaryPlan plan =
        BoundaryPlan.of(runs.with(StartUp.of("worker", 1, log.history())), Depth.NORMAL);

    assertThat(names(plan))
        .startsWith(
            "before start-up GetSystemInfo",
            "before start-up database connect #1",
            "before start-up database create #1",
            "before start-up database commit #1",
            "after start-up database commit #1",
            "before start-up PollWorkflowTaskQueue");
    assertThat(exclusions(plan))
        .contains("after start-up database create #1 = before start-up database create #1");
    assertThat(plan.excluded(Boundary.parse("late start-up database commit #1")))
        .hasValueSatisfying(it -> assertThat(it.why()).isEqualTo(Exclusion.START_UP));
    // It is sent by the clock, so that one start in many comes to it.
    assertThat(plan.excluded(Boundary.parse("before start-up RecordWorkerHeartbeat")))
        .hasValueSatisfying(it -> assertThat(it.why()).isEqualTo(Exclusion.HOUSEKEEPING));
  }

  @Test
  void everyBoundaryIsEitherStruckOrExcludedAndItsNameReadsBack() {
    for (Depth depth : Depth.values()) {
      BoundaryPlan plan = plan(depth, BoundaryPlanTest::transactional);
      Set<String> struck = Set.copyOf(names(plan));
      assertThat(plan.exclusions())
          .allSatisfy(
              it -> {
                assertThat(struck).doesNotContain(it.boundary().toString());
                it.twin().ifPresent(twin -> assertThat(struck).contains(twin.toString()));
              });
      assertThat(plan.boundaries())
          .allSatisfy(
              it -> assertThat(Boundary.parse(it.boundary().toString())).isEqualTo(it.boundary()));
    }
  }

  @Test
  void refusesToPlanWithoutAGoldenRun() {
    assertThatThrownBy(() -> BoundaryPlan.of(GoldenRuns.none(), Depth.NORMAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one golden run");
  }

  private static GoldenRun golden(Consumer<WireLog> script) {
    WireLog log = new WireLog();
    script.accept(log);
    return log.golden("wf");
  }

  private static BoundaryPlan plan(Depth depth, Consumer<WireLog> script) {
    GoldenRuns runs = GoldenRuns.none();
    for (int i = 0; i < 6; i++) {
      runs = runs.with(golden(script));
    }
    return BoundaryPlan.of(runs, depth);
  }

  private static List<String> names(BoundaryPlan plan) {
    return plan.boundaries().stream().map(PlannedBoundary::toString).toList();
  }

  private static List<String> exclusions(BoundaryPlan plan) {
    return plan.exclusions().stream()
        .map(it -> it.boundary() + it.twin().map(twin -> " = " + twin).orElse(" " + it.why()))
        .toList();
  }

  private static PlannedBoundary find(BoundaryPlan plan, String boundary) {
    return plan.find(Boundary.parse(boundary)).orElseThrow();
  }

  /** What a kill finds at its peers; late messages and idleness are no cuts of their own. */
  private static long struckOnce(BoundaryPlan plan) {
    return plan.boundaries().stream()
        .map(it -> it.boundary().kind())
        .filter(kind -> kind != BoundaryKind.LATE && kind != BoundaryKind.IDLE)
        .count();
  }
}
