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

import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamerTest {
  private static final String A = "0b0c7f54-2f0e-4be5-8d41-3e3c1a1c1001";
  private static final String B = "0b0c7f54-2f0e-4be5-8d41-3e3c1a1c1002";
  private static final String C = "0b0c7f54-2f0e-4be5-8d41-3e3c1a1c1003";

  private final WireLog log = new WireLog();
  private final WireLog.Run run = log.workflow("wf");

  @Test
  void namesActivitiesByTypeAndScheduleOrderAndTasksByWhatLedToThem() {
    run.task(started()).complete(schedule("load", A));
    run.activity("load", A).complete();
    run.task(completed("load", A)).complete(schedule("load", B));
    run.activity("load", B).complete();
    run.task(completed("load", B)).complete(schedule("store", C));
    run.activity("store", C).complete();
    run.task(completed("store", C)).complete(complete());

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]",
            "activity load#1",
            "RespondActivityTaskCompleted load#1",
            "workflow task [ActivityTaskCompleted load#1]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask load#2]",
            "activity load#2",
            "RespondActivityTaskCompleted load#2",
            "workflow task [ActivityTaskCompleted load#2]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask store#1]",
            "activity store#1",
            "RespondActivityTaskCompleted store#1",
            "workflow task [ActivityTaskCompleted store#1]",
            "RespondWorkflowTaskCompleted [CompleteWorkflowExecution]");
  }

  @Test
  void theOrderInWhichConcurrentActivitiesAreHandedOverAndEndHasNoPartInTheirNames() {
    run.task(started()).complete(schedule("load", A), schedule("load", B));
    WireLog.Activity second = run.activity("load", B);
    WireLog.Activity first = run.activity("load", A);
    second.complete();
    first.complete();
    run.task(completed("load", B), completed("load", A)).complete(complete());

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask load#1, ScheduleActivityTask load#2]",
            "activity load#2",
            "activity load#1",
            "RespondActivityTaskCompleted load#2",
            "RespondActivityTaskCompleted load#1",
            "workflow task [ActivityTaskCompleted load#1, ActivityTaskCompleted load#2]",
            "RespondWorkflowTaskCompleted [CompleteWorkflowExecution]");
  }

  @Test
  void numbersTimersAndTellsWhichWasCancelled() {
    run.task(started()).complete(timer("t-a"), timer("t-b"));
    run.task(fired("t-b")).complete(command("CancelTimer", "", "t-a"));

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted [StartTimer #1, StartTimer #2]",
            "workflow task [TimerFired #2]",
            "RespondWorkflowTaskCompleted [CancelTimer #1]");
  }

  @Test
  void ofTwoTasksWithEqualCausesTheSecondSaysSo() {
    run.task(started()).complete();
    run.task(command("WorkflowExecutionSignaled", "decide", "")).complete();
    run.task(command("WorkflowExecutionSignaled", "decide", "")).complete(complete());

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted []",
            "workflow task [WorkflowExecutionSignaled decide]",
            "RespondWorkflowTaskCompleted [] (2)",
            "workflow task [WorkflowExecutionSignaled decide] (2)",
            "RespondWorkflowTaskCompleted [CompleteWorkflowExecution]");
  }

  @Test
  void anUpdateIsAcceptedAndCompletedUnderOneNumber() {
    run.task(started()).complete();
    run.task(command("UpdateRequested", "decide", "u-1"))
        .complete(
            command("AcceptUpdate", "decide", "u-1"), command("ScheduleActivityTask", "store", A));
    run.activity("store", A).complete();
    run.task(completed("store", A)).complete(command("CompleteUpdate", "", "u-1"));
    run.task(command("UpdateRequested", "decide", "u-2"))
        .complete(command("AcceptUpdate", "decide", "u-2"), command("CompleteUpdate", "", "u-2"));

    assertThat(log.names("wf"))
        .contains(
            "workflow task [UpdateRequested decide]",
            "RespondWorkflowTaskCompleted [AcceptUpdate decide#1, ScheduleActivityTask store#1]",
            "RespondWorkflowTaskCompleted [CompleteUpdate decide#1]",
            "workflow task [UpdateRequested decide] (2)",
            "RespondWorkflowTaskCompleted [AcceptUpdate decide#2, CompleteUpdate decide#2]");
  }

  @Test
  void aQueryIsATaskOfItsOwn() {
    run.task(started()).complete(timer("1"));
    run.query("status").answer();
    run.query("status").answer();

    assertThat(log.names("wf"))
        .endsWith(
            "workflow task [query status]",
            "RespondQueryTaskCompleted status",
            "workflow task [query status] (2)",
            "RespondQueryTaskCompleted status (2)");
  }

  @Test
  void aChildsNamesBeginWithTheChild() {
    WireLog.Run child = log.workflow("7a1e8f7a-child");
    run.task(started())
        .complete(command("StartChildWorkflowExecution", "Payment", "7a1e8f7a-child"));
    run.task(command("ChildWorkflowExecutionStarted", "Payment", "7a1e8f7a-child")).complete();
    child.task(started()).complete(schedule("charge", A));
    child.activity("charge", A).complete();
    child.task(completed("charge", A)).complete(complete());
    run.task(command("ChildWorkflowExecutionCompleted", "Payment", "7a1e8f7a-child"))
        .complete(complete());

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted [StartChildWorkflowExecution Payment#1]",
            "workflow task [ChildWorkflowExecutionStarted Payment#1]",
            "RespondWorkflowTaskCompleted []",
            "child Payment#1: workflow task [WorkflowExecutionStarted]",
            "child Payment#1: RespondWorkflowTaskCompleted [ScheduleActivityTask charge#1]",
            "child Payment#1: activity charge#1",
            "child Payment#1: RespondActivityTaskCompleted charge#1",
            "child Payment#1: workflow task [ActivityTaskCompleted charge#1]",
            "child Payment#1: RespondWorkflowTaskCompleted [CompleteWorkflowExecution]",
            "workflow task [ChildWorkflowExecutionCompleted Payment#1]",
            "RespondWorkflowTaskCompleted [CompleteWorkflowExecution]");
  }

  @Test
  void aChildMayBeHandedItsFirstTaskBeforeItsParentHearsThatItWasStarted() {
    WireLog.Exchange starting =
        run.task(started())
            .completing(command("StartChildWorkflowExecution", "Payment", "child-of-wf"));
    log.workflow("child-of-wf").task(started());
    starting.ok();

    assertThat(log.names("wf"))
        .endsWith("child Payment#1: workflow task [WorkflowExecutionStarted]");
  }

  @Test
  void laterRunsOfAChainAreCountedAndNumberTheirActivitiesAfresh() {
    run.task(started()).complete(schedule("tick", A));
    run.activity("tick", A).complete();
    run.task(completed("tick", A)).complete(command("ContinueAsNewWorkflowExecution", "Loop", ""));
    WireLog.Run second = log.run("wf", "wf-run-2");
    second.task(started()).complete(schedule("tick", B));
    second.activity("tick", B).complete();

    assertThat(log.names("wf"))
        .endsWith(
            "RespondWorkflowTaskCompleted [ContinueAsNewWorkflowExecution Loop]",
            "run 2: workflow task [WorkflowExecutionStarted]",
            "run 2: RespondWorkflowTaskCompleted [ScheduleActivityTask tick#1]",
            "run 2: activity tick#1",
            "run 2: RespondActivityTaskCompleted tick#1");
  }

  @Test
  void localActivitiesAreMarkersAndWhatTheyWriteServesTheirWorkflowTask() {
    WireLog.WorkflowTask task = run.task(started());
    log.sql("insert", "insert into effects values ('x')").ok("idle");
    task.complete(command("RecordMarker", "LocalActivity charge", "1"), complete());

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "database workflow task [WorkflowExecutionStarted] insert #1",
            "RespondWorkflowTaskCompleted [RecordMarker LocalActivity charge#1, CompleteWorkflowExecution]");
  }

  @Test
  void eagerActivitiesComeInTheAnswerToTheRequestThatScheduledThem() {
    WireLog.WorkflowTask task = run.task(started());
    task.completing(schedule("load", A), schedule("load", B))
        .ok(
            Map.of(
                "activities",
                json(
                    List.of(
                        Map.of("type", "load", "id", A, "attempt", 1, "token", "eager-a"),
                        Map.of("type", "load", "id", B, "attempt", 1, "token", "eager-b")))));
    log.new Activity("eager-b").complete();

    assertThat(log.names("wf"))
        .endsWith("activity load#1", "activity load#2", "RespondActivityTaskCompleted load#2");
  }

  @Test
  void aWorkflowTaskMayComeInAnAnswerToo() {
    run.task(started())
        .completing(command("RecordMarker", "LocalActivity charge", "1"))
        .ok(Map.of(WireOp.STARTED_EVENT, "21", WireOp.TOKEN, "t-2", WireOp.CAUSES, "[]"));

    assertThat(log.names("wf")).endsWith("workflow task []");
  }

  @Test
  void heartbeatsAreCountedWithinAnAttempt() {
    run.task(started()).complete(schedule("long", A));
    WireLog.Activity first = run.activity("long", A);
    first.heartbeat();
    first.heartbeat();
    first.fail();
    WireLog.Activity second = run.activity("long", A, 2);
    second.heartbeat();
    second.complete();

    assertThat(log.names("wf"))
        .endsWith(
            "activity long#1",
            "RecordActivityTaskHeartbeat long#1 (1)",
            "RecordActivityTaskHeartbeat long#1 (2)",
            "RespondActivityTaskFailed long#1",
            "activity long#1 attempt 2",
            "RecordActivityTaskHeartbeat long#1 (1) attempt 2",
            "RespondActivityTaskCompleted long#1 attempt 2");
    List<Message> messages = log.messages("wf");
    MessageName retried = messages.get(messages.size() - 2).name();
    assertThat(retried.sameCall(MessageName.first("RecordActivityTaskHeartbeat long#1 (1)")))
        .isTrue();
    assertThat(Heartbeat.of(retried))
        .contains(new Heartbeat("RecordActivityTaskHeartbeat long#1", 1));
  }

  @Test
  void whatADroppedRequestAskedForIsNotCountedWhenItIsAskedForAgain() {
    run.task(started()).completes(schedule("load", A)).step(Step.HELD).step(Step.DROPPED);
    log.replaced();
    run.task(2, started()).complete(schedule("load", B));
    run.activity("load", B).complete();

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]",
            "workflow task [WorkflowExecutionStarted] attempt 2",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask load#1] attempt 2",
            "activity load#1",
            "RespondActivityTaskCompleted load#1");
  }

  @Test
  void aRequestThatArrivesLateAndIsRefusedIsNotCounted() {
    WireLog.Exchange late = run.task(started()).completes(schedule("load", A)).step(Step.HELD);
    log.replaced();
    WireLog.WorkflowTask again = run.task(2, started());
    WireLog.Exchange second = again.completing(schedule("load", B));
    late.step(Step.FORWARDED).fail("NOT_FOUND");
    second.ok();
    run.activity("load", B);

    assertThat(log.names("wf")).endsWith("activity load#1");
  }

  @Test
  void aRequestWhoseAnswerWasLostIsCountedOnceItsActivityIsHandedOver() {
    run.task(started()).completing(schedule("load", A)).step(Step.LOST);
    run.activity("load", A).complete();
    run.task(completed("load", A)).complete(schedule("load", B));
    run.activity("load", B);

    assertThat(log.names("wf")).contains("activity load#1").endsWith("activity load#2");
  }

  @Test
  void aTaskMayBeHandedOverBeforeTheAnswerThatLedToItIsHeard() {
    WireLog.Exchange first = run.task(started()).completing(schedule("load", A));
    WireLog.Activity load = run.activity("load", A);
    first.ok();
    WireLog.Exchange end = load.ending("Completed");
    WireLog.WorkflowTask next = run.task(completed("load", A));
    end.ok();
    WireLog.Exchange second = next.completing(schedule("load", B));
    run.activity("load", B);
    second.ok();

    assertThat(log.names("wf"))
        .contains("workflow task [ActivityTaskCompleted load#1]", "activity load#2");
  }

  @Test
  void aRequestThatTheSdkSendsAgainKeepsItsName() {
    WireLog.WorkflowTask task = run.task(started());
    task.completing().fail("UNAVAILABLE");
    task.complete();
    task.completing().fail("NOT_FOUND");
    run.task(fired("?")).complete();

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted []",
            "RespondWorkflowTaskCompleted []",
            "RespondWorkflowTaskCompleted []",
            "workflow task [TimerFired]",
            "RespondWorkflowTaskCompleted [] (2)");
  }

  @Test
  void aFailedWorkflowTaskIsHandedOverAgain() {
    run.task(started()).fail();
    run.task(2, started()).fail();
    run.task(3, started()).complete(complete());

    assertThat(log.names("wf"))
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskFailed of workflow task [WorkflowExecutionStarted]",
            "workflow task [WorkflowExecutionStarted] attempt 2",
            "RespondWorkflowTaskFailed of workflow task [WorkflowExecutionStarted] attempt 2",
            "workflow task [WorkflowExecutionStarted] attempt 3",
            "RespondWorkflowTaskCompleted [CompleteWorkflowExecution] attempt 3");
  }

  @Test
  void aTaskThatWasEndedTwiceIsDoneAllTheSame() {
    WireLog.WorkflowTask task = run.task(fired("?"));
    task.complete();
    task.completing().fail("NOT_FOUND");
    run.task(fired("?"));

    assertThat(log.names("wf")).endsWith("workflow task [TimerFired] (2)");
  }

  @Test
  void eachOfTwoWorkflowsSideBySideHasNamesOfItsOwn() {
    WireLog.Run other = log.workflow("wf-2");
    WireLog.WorkflowTask one = run.task(started());
    WireLog.WorkflowTask two = other.task(started());
    two.complete(schedule("load", B));
    one.complete(schedule("load", A));
    WireLog.Activity second = other.activity("load", B);
    WireLog.Activity first = run.activity("load", A);
    log.sql("insert", "insert … ('wf-2', '" + B + "')").ok("idle");
    log.sql("insert", "insert … ('wf', '" + A + "')").ok("idle");
    second.complete();
    first.complete();

    List<String> names =
        List.of(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask load#1]",
            "activity load#1",
            "database load#1 insert #1",
            "RespondActivityTaskCompleted load#1");
    assertThat(log.names("wf")).isEqualTo(names);
    assertThat(log.names("wf-2")).isEqualTo(names);
    assertThat(log.names("wf-3")).isEmpty();
  }

  @Test
  void pollsReadsAndWhatIsAboutTheWorkerHaveNoName() {
    log.rpc("PollWorkflowTaskQueue").ok(Map.of(WireOp.EMPTY, "true"));
    run.task(started());
    log.rpc("GetWorkflowExecutionHistory").ok();
    log.rpc("DescribeNamespace").ok();
    log.rpc("GetSystemInfo").ok();
    log.rpc("ShutdownWorker").ok();
    log.rpc("PollActivityTaskQueue").fail("CANCELLED");

    assertThat(log.names("wf")).containsExactly("workflow task [WorkflowExecutionStarted]");
  }

  @Test
  void anActivityToldByItsIdIsTheOneToldByItsToken() {
    run.task(started()).complete(schedule("approve", "approve-1"));
    run.activity("approve", "approve-1");
    log.request(
            WireOp.TEMPORAL,
            "RespondActivityTaskCompletedById",
            Map.of(WireOp.WORKFLOW_ID, "wf", WireOp.ACTIVITY_ID, "approve-1"))
        .ok();

    assertThat(log.names("wf")).endsWith("RespondActivityTaskCompleted approve#1");
  }

  @Test
  void whatAnActivityAsksOfTemporalAsAnyClientServesTheActivity() {
    run.task(started()).complete(schedule("notify", A));
    run.activity("notify", A);
    log.rpc("SignalWorkflowExecution").ok();

    assertThat(log.messages("wf")).last().extracting(Message::kind).isEqualTo(MessageKind.EFFECT);
    assertThat(log.names("wf")).endsWith("SignalWorkflowExecution notify#1 #1");
  }

  @Test
  void anActivityThatNobodyIsKnownToHaveScheduledIsNumberedAsItComes() {
    run.activity("load", A);
    run.activity("load", B);
    run.activity("load", A, 2);

    assertThat(log.names("wf"))
        .containsExactly("activity load#1", "activity load#2", "activity load#1 attempt 2");
  }

  @Test
  void theIdsOfEachRunDifferAndTheNamesDoNot() {
    List<String> names = demo(new WireLog(), 1);

    for (int seed = 2; seed < 20; seed++) {
      assertThat(demo(new WireLog(), seed)).isEqualTo(names);
    }
  }

  private static List<String> demo(WireLog log, int seed) {
    String workflowId = "wf-" + seed;
    WireLog.Run run = log.workflow(workflowId);
    String a = new UUID(seed, 1).toString();
    String b = new UUID(seed, 2).toString();
    run.task(started()).complete(schedule("load", a), schedule("store", b));
    WireLog.Activity load = run.activity("load", a);
    WireLog.Activity store = run.activity("store", b);
    log.sql(1, "insert", "('" + workflowId + "', '" + b + "')").ok("idle");
    log.sql(2, "insert", "('" + workflowId + "', '" + a + "')").ok("idle");
    log.http("POST /orders/" + workflowId + "/items/" + b + "?at=" + seed).ok();
    store.complete();
    load.complete();
    return log.names(workflowId);
  }

  @Test
  void readsOpsOfOthersWithoutMinding() {
    WireLog odd = new WireLog();
    odd.request(WireOp.TEMPORAL, "RespondWorkflowTaskCompleted", Map.of(WireOp.TOKEN, "stranger"))
        .ok();
    odd.request(WireOp.TEMPORAL, "RespondActivityTaskCompleted", Map.of()).ok();
    odd.rpc("RecordActivityTaskHeartbeat").fail("NOT_FOUND");

    assertThat(odd.names("wf")).isEmpty();
    assertThat(odd.history().ops()).filteredOn(op -> op.kind() == OpKind.INVOKE).hasSize(3);
  }
}
