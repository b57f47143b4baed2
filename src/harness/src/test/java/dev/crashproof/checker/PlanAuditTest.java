package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Wires.Talk;
import dev.crashproof.history.History;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanAuditTest {
  private static final String CHARGE_ID = "0b0e3c52-6a53-4b22-9a2d-2f0a7e0f0001";
  private static final List<String> PLAN =
      List.of(
          "before start-up GetSystemInfo",
          "before start-up PollWorkflowTaskQueue",
          "delivered workflow task [WorkflowExecutionStarted]",
          "before RespondWorkflowTaskCompleted [ScheduleActivityTask charge#1, StartTimer #1]",
          "after RespondWorkflowTaskCompleted [ScheduleActivityTask charge#1, StartTimer #1]",
          "after (assigned) RespondWorkflowTaskCompleted [ScheduleActivityTask charge#1, StartTimer"
              + " #1]",
          "late RespondWorkflowTaskCompleted [ScheduleActivityTask charge#1, StartTimer #1]",
          "delivered activity charge#1",
          "before RecordActivityTaskHeartbeat charge#1 first",
          "after RecordActivityTaskHeartbeat charge#1 first",
          "late RecordActivityTaskHeartbeat charge#1 first",
          "before RecordActivityTaskHeartbeat charge#1 last",
          "after RecordActivityTaskHeartbeat charge#1 last",
          "late RecordActivityTaskHeartbeat charge#1 last",
          "before database charge#1 insert #1",
          "after database charge#1 insert #1",
          "late database charge#1 insert #1",
          "before RespondActivityTaskCompleted charge#1",
          "after RespondActivityTaskCompleted charge#1",
          "after (assigned) RespondActivityTaskCompleted charge#1",
          "late RespondActivityTaskCompleted charge#1",
          "delivered workflow task [ActivityTaskCompleted charge#1, TimerFired #1]",
          "before RespondWorkflowTaskCompleted [CompleteWorkflowExecution]",
          "after RespondWorkflowTaskCompleted [CompleteWorkflowExecution]",
          "late RespondWorkflowTaskCompleted [CompleteWorkflowExecution]",
          "idle");

  private final Wires wires = new Wires();

  /** A run that charges, with two heartbeats and one row, beside a timer. */
  private History golden() {
    wires.op(OpKind.INVOKE, Wires.WORKER, "start", Map.of("start", "1", "pid", "7"));
    wires.ask(WireOp.TEMPORAL, "GetSystemInfo", Map.of()).done();
    Talk first = task(fact("WorkflowExecutionStarted", "", ""));
    wires
        .completes(
            first,
            "[%s,%s]"
                .formatted(
                    fact("ScheduleActivityTask", "charge", CHARGE_ID), fact("StartTimer", "", "t")))
        .done();
    Talk charge = wires.activityTask("charge", CHARGE_ID, 1);
    for (int i = 0; i < 3; i++) {
      wires
          .ask(WireOp.TEMPORAL, "RecordActivityTaskHeartbeat", Map.of(WireOp.TOKEN, charge.token()))
          .done();
    }
    wires
        .statement("insert", "$1=" + CHARGE_ID)
        .step(Step.FORWARDED)
        .brings(Map.of(WireOp.TRANSACTION, "idle"))
        .step(Step.DELIVERED);
    wires.completes(charge).done();
    Talk last =
        task(fact("TimerFired", "", "t"), fact("ActivityTaskCompleted", "charge", CHARGE_ID));
    wires.completes(last, Wires.closes()).done();
    return wires.history();
  }

  private Talk task(String... causes) {
    Map<String, String> details = new HashMap<>(wires.workflow(3));
    details.put(WireOp.CAUSES, "[" + String.join(",", causes) + "]");
    return wires.pollsWorkflow().brings(details).step(Step.DELIVERED);
  }

  private static String fact(String type, String name, String id) {
    return "{\"type\":\"%s\",\"name\":\"%s\",\"id\":\"%s\"}".formatted(type, name, id);
  }

  @Test
  void aPlanThatTheLogsDemandIsValid() {
    Verdict verdict = audit(PLAN, Map.of());

    assertThat(verdict.reason())
        .isEqualTo("26 boundaries planned and 0 excluded, as 1 wire logs have them");
    assertThat(verdict.validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void eachBoundaryThatIsLeftOutIsMissed() {
    for (String left : PLAN) {
      List<String> plan = new ArrayList<>(PLAN);
      plan.remove(left);
      Verdict verdict =
          PlanAudit.check(List.of(new PlanAuditTest().golden()), named(plan), Map.of());
      assertThat(verdict.validity()).as(left).isEqualTo(Validity.INVALID);
      assertThat(verdict.reason()).isEqualTo("missing: " + left);
    }
  }

  @Test
  void anExclusionNeedsAReason() {
    List<String> plan = new ArrayList<>(PLAN);
    plan.remove("idle");

    assertThat(audit(plan, Map.of(Boundary.idle(), "the same cut as another")).validity())
        .isEqualTo(Validity.VALID);
    assertThat(audit(plan, Map.of(Boundary.idle(), " ")).reason())
        .isEqualTo("excluded without a reason: idle");
  }

  @Test
  void aBoundaryThatIsInNoLogIsSurplus() {
    assertSurplus("before RespondActivityTaskCompleted charge#2");
    assertSurplus("delivered RespondActivityTaskCompleted charge#1");
    assertSurplus("before activity charge#1");
    assertSurplus("before RecordActivityTaskHeartbeat charge#2 first");
    assertSurplus("delivered workflow task [TimerFired #2]");
  }

  @Test
  void theStartUpNeedsALogThatBeginsWithIt() {
    History whole = golden();
    History later = new History(whole.all(op -> !op.name().equals("start") && op.index() > 2));

    assertThat(PlanAudit.check(List.of(later), named(PLAN), Map.of()).validity())
        .isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void withoutLogsNobodyCanTell() {
    assertThat(PlanAudit.check(List.of(), named(PLAN), Map.of()).validity())
        .isEqualTo(Validity.UNKNOWN);
    assertThat(PlanAudit.check(List.of(new Wires().history()), named(PLAN), Map.of()).validity())
        .isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void childrenAndRepeatedMessagesHaveTheirNames() {
    Talk parent = task(fact("WorkflowExecutionStarted", "", ""));
    wires
        .completes(parent, "[" + fact("StartChildWorkflowExecution", "Payment", "wf-pay") + "]")
        .done();
    Map<String, String> child =
        Map.of(
            WireOp.WORKFLOW_ID, "wf-pay",
            WireOp.RUN_ID, "pay",
            WireOp.TOKEN, "child",
            WireOp.STARTED_EVENT, "3",
            WireOp.CAUSES, "[" + fact("WorkflowExecutionStarted", "", "") + "]");
    wires.completes(wires.pollsWorkflow().brings(child), Wires.closes()).done();
    for (int i = 0; i < 2; i++) {
      wires.completes(task(fact("WorkflowExecutionSignaled", "go", "")), "[]").done();
    }

    String reason = PlanAudit.check(List.of(wires.history()), List.of(), Map.of()).reason();

    assertThat(reason.split("; "))
        .contains(
            "missing: before RespondWorkflowTaskCompleted [StartChildWorkflowExecution Payment#1]",
            "missing: delivered child Payment#1: workflow task [WorkflowExecutionStarted]",
            "missing: late child Payment#1: RespondWorkflowTaskCompleted"
                + " [CompleteWorkflowExecution]",
            "missing: delivered workflow task [WorkflowExecutionSignaled go] (2)",
            "missing: after RespondWorkflowTaskCompleted [] (2)");
  }

  @Test
  void aChildWhoseIdBeginsWithItsParentsIsNoRunOfIt() {
    Talk parent = task(fact("WorkflowExecutionStarted", "", ""));
    wires
        .completes(parent, "[" + fact("StartChildWorkflowExecution", "Payment", "wf/pay") + "]")
        .done();
    started("wf/pay", "pay");
    started("wf", "second");

    assertThat(missing())
        .contains(
            "missing: delivered child Payment#1: workflow task [WorkflowExecutionStarted]",
            "missing: delivered run 2: workflow task [WorkflowExecutionStarted]");
  }

  @Test
  void heartbeatsOfTwoRunsAreTwoSeries() {
    wires
        .completes(
            task(fact("WorkflowExecutionStarted", "", "")), Wires.schedules("charge", CHARGE_ID))
        .done();
    beat(wires.activityTask("charge", CHARGE_ID, 1));
    started("wf", "second", Wires.schedules("charge", "2b0e3c52-6a53-4b22-9a2d-2f0a7e0f0003"));
    Map<String, String> second =
        new HashMap<>(wires.activity("charge", "2b0e3c52-6a53-4b22-9a2d-2f0a7e0f0003", 1));
    second.put(WireOp.RUN_ID, "second");
    beat(wires.pollsActivity().brings(second).step(Step.DELIVERED));

    assertThat(missing())
        .contains(
            "missing: before RecordActivityTaskHeartbeat charge#1 first",
            "missing: before run 2: RecordActivityTaskHeartbeat charge#1 first")
        .doesNotContain("missing: before RecordActivityTaskHeartbeat charge#1 last");
  }

  private void beat(Talk activity) {
    wires
        .ask(WireOp.TEMPORAL, "RecordActivityTaskHeartbeat", Map.of(WireOp.TOKEN, activity.token()))
        .done();
  }

  @Test
  void anotherAttemptIsNoRepetition() {
    wires
        .completes(
            task(fact("WorkflowExecutionStarted", "", "")), Wires.schedules("charge", CHARGE_ID))
        .done();
    wires
        .ask(
            WireOp.TEMPORAL,
            "RespondActivityTaskFailed",
            Map.of(WireOp.TOKEN, wires.activityTask("charge", CHARGE_ID, 1).token()))
        .done();
    wires
        .ask(
            WireOp.TEMPORAL,
            "RespondActivityTaskFailed",
            Map.of(WireOp.TOKEN, wires.activityTask("charge", CHARGE_ID, 2).token()))
        .done();

    assertThat(missing())
        .contains(
            "missing: delivered activity charge#1",
            "missing: delivered activity charge#1 attempt 2",
            "missing: late RespondActivityTaskFailed charge#1 attempt 2");
  }

  @Test
  void aWorkflowTaskThatIsHandedOverAgainIsAnotherAttempt() {
    Map<String, String> again = new HashMap<>(wires.workflow(5));
    again.put(WireOp.CAUSES, "[" + fact("WorkflowExecutionStarted", "", "") + "]");
    again.put(WireOp.ATTEMPT, "2");
    Talk second = wires.pollsWorkflow().brings(again).step(Step.DELIVERED);
    wires.completes(second, Wires.closes()).done();

    assertThat(missing())
        .contains(
            "missing: delivered workflow task [WorkflowExecutionStarted] attempt 2",
            "missing: late RespondWorkflowTaskCompleted [CompleteWorkflowExecution] attempt 2");
  }

  @Test
  void aQueryThatComesWithAWorkflowTaskHidesItNot() {
    Map<String, String> both = new HashMap<>(wires.workflow(3));
    both.put(WireOp.CAUSES, "[" + fact("TimerFired", "", "") + "]");
    both.put(WireOp.QUERY, "state");
    wires.pollsWorkflow().brings(both).step(Step.DELIVERED);
    Map<String, String> alone = new HashMap<>(wires.workflow(0));
    alone.put(WireOp.QUERY, "state");
    wires.pollsWorkflow().brings(alone).step(Step.DELIVERED);

    assertThat(missing())
        .contains("missing: delivered workflow task [TimerFired]")
        .doesNotContain("missing: delivered workflow task []");
  }

  private String[] missing() {
    return PlanAudit.check(List.of(wires.history()), List.of(), Map.of()).reason().split("; ");
  }

  private void started(String workflowId, String runId) {
    started(workflowId, runId, Wires.closes());
  }

  private void started(String workflowId, String runId, String commands) {
    Map<String, String> details =
        Map.of(
            WireOp.WORKFLOW_ID,
            workflowId,
            WireOp.RUN_ID,
            runId,
            WireOp.TOKEN,
            "token of " + runId,
            WireOp.STARTED_EVENT,
            "3",
            WireOp.CAUSES,
            "[" + fact("WorkflowExecutionStarted", "", "") + "]");
    wires.completes(wires.pollsWorkflow().brings(details), commands).done();
  }

  @Test
  void ofTwoActivitiesSideBySideTheTransactionAndTheTextTellWhoseAStatementIs() {
    String mailId = "1b0e3c52-6a53-4b22-9a2d-2f0a7e0f0002";
    wires
        .completes(
            task(),
            "[%s,%s]"
                .formatted(
                    fact("ScheduleActivityTask", "charge", CHARGE_ID),
                    fact("ScheduleActivityTask", "mail", mailId)))
        .done();
    wires.activityTask("charge", CHARGE_ID, 1);
    wires.activityTask("mail", mailId, 1);
    statement("1", "begin+insert", CHARGE_ID, "open");
    statement("2", "insert", mailId, "idle");
    statement("1", "commit", "", "idle");
    statement("1", "insert", "whose?", "idle");

    String reason = PlanAudit.check(List.of(wires.history()), List.of(), Map.of()).reason();

    assertThat(reason.split("; "))
        .contains(
            "missing: before database mail#1 insert #1",
            "missing: before database charge#1 commit #1")
        .doesNotContain(
            "missing: before database charge#1 begin+insert #1",
            "missing: before database charge#1 insert #1");
  }

  private void statement(String connection, String verb, String text, String transaction) {
    wires
        .ask(WireOp.POSTGRES, verb, Map.of(WireOp.TEXT, text, WireOp.CONNECTION, connection))
        .step(Step.FORWARDED)
        .brings(Map.of(WireOp.TRANSACTION, transaction))
        .step(Step.DELIVERED);
  }

  private void assertSurplus(String boundary) {
    List<String> plan = new ArrayList<>(PLAN);
    plan.add(boundary);
    Verdict verdict = PlanAudit.check(List.of(new PlanAuditTest().golden()), named(plan), Map.of());
    assertThat(verdict.reason()).isEqualTo("surplus: " + boundary);
    assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
  }

  private Verdict audit(List<String> plan, Map<Boundary, String> excluded) {
    return PlanAudit.check(List.of(new PlanAuditTest().golden()), named(plan), excluded);
  }

  private static List<Boundary> named(List<String> names) {
    return names.stream().map(Boundary::parse).toList();
  }
}
