package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Wires.Talk;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StruckCheckerTest {
  private static final String BEFORE = "before RespondActivityTaskCompleted charge#1";
  private static final String AFTER = "after RespondActivityTaskCompleted charge#1";
  private static final String ASSIGNED = "after (assigned) RespondActivityTaskCompleted charge#1";
  private static final String LATE = "late RespondActivityTaskCompleted charge#1";
  private static final String DELIVERED = "delivered activity charge#1";

  private final Wires wires = new Wires();
  private final Run run = new Run().activity("charge", "c", 2).activity("mail", "m", 1);

  private Talk chargeAnswered() {
    return wires.completes(wires.activityTask("charge", "c", 1));
  }

  private void struckBefore() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message).kill();
    message.step(Step.DROPPED);
    wires.replacement();
  }

  private Talk struckAfter(String boundary) {
    Talk message = chargeAnswered().step(Step.FORWARDED).ok().step(Step.REPLY_HELD);
    wires.strike(boundary, message).kill();
    message.step(Step.REPLY_DROPPED);
    wires.replacement();
    return message;
  }

  @Test
  void aMessageHeldUntilItsWorkerWasDeadIsStruckBefore() {
    struckBefore();

    Verdict verdict = verdict(BEFORE);
    assertThat(verdict.reason())
        .isEqualTo(
            "struck before RespondActivityTaskCompleted charge#1: start 1 of worker killed by"
                + " signal 9, group empty after 0.0 ms; the message never arrived");
    assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict.ops()).extracting(op -> op.name()).contains("strike", "kill");
  }

  @Test
  void aBoundaryThatWasNeverReachedIsNoSample() {
    struckBefore();
    assertUnknown(AFTER, "the boundary was not reached: nothing was struck at \"after Respond");
  }

  @Test
  void aMessageThatGotThroughBeforeTheKillIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message).signal("9");
    message.step(Step.FORWARDED).ok();
    wires.empty("137");
    assertUnknown(BEFORE, "the message got through before its worker was dead");
  }

  @Test
  void aMessageThatWasNeverHeldIsNoSample() {
    Talk message = chargeAnswered();
    wires.strike(BEFORE, message).kill();
    assertUnknown(BEFORE, "the message was not held when its worker was killed");
  }

  @Test
  void aMessageThatWasDroppedTooEarlyIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message);
    message.step(Step.DROPPED);
    wires.kill();
    assertUnknown(BEFORE, "dropped before its worker was dead");
  }

  @Test
  void aPosthumousMessageIsNotBefore() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message).kill();
    message.posthumous();
    assertUnknown(BEFORE, "arrived after its worker's death");
  }

  @Test
  void anotherMessageIsNoSample() {
    Talk message = wires.completes(wires.activityTask("mail", "m", 1)).step(Step.HELD);
    wires.strike(BEFORE, message).kill();
    assertUnknown(
        BEFORE,
        "what was struck is not \"RespondActivityTaskCompleted charge#1\" but"
            + " RespondActivityTaskCompleted (op");
  }

  @Test
  void anotherAttemptIsAnotherMessage() {
    Talk message = wires.completes(wires.activityTask("charge", "c", 2)).step(Step.HELD);
    wires.strike(BEFORE, message).strike(BEFORE + " attempt 2", message).kill();
    assertUnknown(BEFORE, "what was struck is not");
    assertValid(BEFORE + " attempt 2");
  }

  @Test
  void anotherRequestThatWentOnIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message);
    Talk poll = wires.pollsActivity();
    wires.kill();
    assertUnknown(
        BEFORE,
        "another request of the dying worker went on before it was dead: PollActivityTaskQueue");
    assertThat(poll.id()).isPositive();
  }

  @Test
  void anotherRequestThatArrivesFromTheGraveIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    Talk statement = wires.statement("insert", "insert").step(Step.HELD);
    wires.strike(BEFORE, message).kill();
    statement.posthumous();
    assertUnknown(BEFORE, "went on after its death: insert");
  }

  @Test
  void otherDeathsAreNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message).kill("15", "143");
    assertUnknown(BEFORE, "did not die of signal 9: signal 15, exit code 143");
  }

  @Test
  void aWorkerThatEndedByItselfIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message);
    wires.op(OpKind.INFO, Wires.WORKER, "exit", Map.of("start", "1", "code", "137"));
    wires.kill();
    assertUnknown(BEFORE, "had ended by itself");
  }

  @Test
  void aLauncherMayHaveEndedLongBefore() {
    wires.op(OpKind.INFO, Wires.WORKER, "exit", Map.of("start", "1", "code", "0"));
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message).kill("9", "0");
    assertValid(BEFORE);
  }

  @Test
  void aKillWhoseEffectNobodySawIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message);
    assertUnknown(BEFORE, "the message was met, but its worker was not killed");
    wires.signal("9");
    assertUnknown(BEFORE, "nothing shows that its process group was empty");
  }

  @Test
  void aReplacementThatCameTooEarlyIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(BEFORE, message).signal("9");
    wires.op(OpKind.INFO, "harness", "replace", Map.of("worker", "standby", "start", "1"));
    wires.empty("137");
    assertUnknown(
        BEFORE, "the replacement came before the dead one's process group was seen empty");
  }

  @Test
  void aMessageTakenAndNeverHeardOfIsStruckAfter() {
    struckAfter(AFTER);
    assertValid(AFTER);
  }

  @Test
  void aMessageThatThePeerRefusedIsNotAfter() {
    Talk message = chargeAnswered().step(Step.FORWARDED).fail("NOT_FOUND").step(Step.REPLY_HELD);
    wires.strike(AFTER, message).kill();
    assertUnknown(AFTER, "the peer did not take the message before the kill: FAIL NOT_FOUND");
  }

  @Test
  void anAnswerThatReachedTheWorkerIsNotAfter() {
    Talk message = chargeAnswered().step(Step.FORWARDED).ok().step(Step.REPLY_HELD);
    wires.strike(AFTER, message);
    message.step(Step.DELIVERED);
    wires.kill();
    assertUnknown(AFTER, "the peer's answer reached the worker");
  }

  @Test
  void idleAndAssignedAreToldApartByTheNextTask() {
    Talk poll = wires.pollsWorkflow();
    Talk message = chargeAnswered().step(Step.FORWARDED).ok().step(Step.REPLY_HELD);
    poll.brings(wires.workflow(9));
    wires.strike(AFTER, message).strike(ASSIGNED, message).kill();

    assertValid(ASSIGNED);
    assertUnknown(AFTER, "the server handed the dying worker the next task: a workflow task of wf");
  }

  @Test
  void assignedNeedsATask() {
    struckAfter(ASSIGNED);
    assertUnknown(ASSIGNED, "the server did not hand the dying worker the next task");
  }

  @Test
  void anEagerActivityInTheHeldAnswerIsAnAssignment() {
    String assigned =
        "after (assigned) RespondWorkflowTaskCompleted [ScheduleActivityTask charge#1]";
    Talk message =
        wires
            .completes(wires.workflowTask(3), Wires.schedules("charge", "c"))
            .step(Step.FORWARDED)
            .brings(
                Map.of(
                    "activities",
                    "[{\"type\":\"charge\",\"id\":\"c\",\"attempt\":1,\"token\":\"t\"}]"))
            .step(Step.REPLY_HELD);
    wires.strike(assigned, message).kill();
    assertValid(assigned);
  }

  @Test
  void lateIsAfterTheReplacementHasComeToTheSameCall() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(LATE, message).kill().replacement();
    wires.completes(wires.activityTask("charge", "c", 2)).step(Step.HELD);
    message.posthumous().ok();
    assertValid(LATE);
  }

  @Test
  void lateBeforeTheReplacementHasComeIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(LATE, message).kill();
    message.posthumous().ok();
    wires.replacement();
    wires.completes(wires.activityTask("charge", "c", 2)).done();
    assertUnknown(LATE, "went on before the replacement had come to the same call");
  }

  @Test
  void lateIsAlsoWhileTheReplacementWaitsForItsTransaction() {
    String boundary = "late database charge#1 commit #1";
    wires.activityTask("charge", "c", 1);
    Talk message = wires.statement("commit", "commit").step(Step.HELD);
    wires.strike(boundary, message).kill().replacement();
    wires.activityTask("charge", "c", 2);
    Talk waits = wires.statement("insert", "insert into charges").step(Step.FORWARDED);
    message.posthumous().ok();
    waits.ok();
    assertValid(boundary);
  }

  @Test
  void aStatementThatWasAnsweredWaitedForNothing() {
    String boundary = "late database charge#1 commit #1";
    wires.activityTask("charge", "c", 1);
    Talk message = wires.statement("commit", "commit").step(Step.HELD);
    wires.strike(boundary, message).kill().replacement();
    wires.activityTask("charge", "c", 2);
    wires.statement("insert", "insert into charges").done();
    message.posthumous().ok();
    assertUnknown(boundary, "went on before the replacement had come to the same call");
  }

  @Test
  void theSameVerbForAnotherActivityIsNotTheSameCall() {
    String boundary = "late database charge#1 insert #1";
    wires.activityTask("charge", "c", 1);
    Talk message = wires.statement("insert", "insert into charges").step(Step.HELD);
    wires.strike(boundary, message).kill().replacement();
    wires.activityTask("mail", "m", 1);
    wires.statement("insert", "insert into mails").done();
    message.posthumous().ok();
    assertUnknown(boundary, "went on before the replacement had come to the same call");
  }

  @Test
  void lateThatNeverArrivedIsNoSample() {
    Talk message = chargeAnswered().step(Step.HELD);
    wires.strike(LATE, message).kill().replacement();
    assertUnknown(LATE, "the message never arrived, which makes it before");
  }

  @Test
  void aTaskThatReachedTheWorkerIsStruckDelivered() {
    Talk task = wires.activityTask("charge", "c", 1);
    wires.strike(DELIVERED, task).kill();
    assertValid(DELIVERED);
  }

  @Test
  void aTaskThatWasKeptIsNotDelivered() {
    Talk task = wires.pollsActivity().brings(wires.activity("charge", "c", 1));
    wires.strike(DELIVERED, task.step(Step.REPLY_HELD)).kill();
    assertUnknown(DELIVERED, "the task had not been delivered when the worker was killed");
  }

  @Test
  void aTaskThatWasAnsweredIsNotDelivered() {
    Talk task = wires.activityTask("charge", "c", 1);
    wires.completes(task).done();
    wires.strike(DELIVERED, task).kill();
    assertUnknown(DELIVERED, "the worker had answered the task before it was killed");
  }

  @Test
  void aWorkerThatOnlyPolledIsStruckIdle() {
    wires.completes(wires.activityTask("charge", "c", 1)).done();
    wires.pollsWorkflow();
    wires.strike("idle").kill();
    assertValid("idle");
  }

  @Test
  void aWorkerWithATaskIsNotIdle() {
    wires.activityTask("charge", "c", 1);
    wires.pollsWorkflow();
    wires.strike("idle").kill();
    assertUnknown("idle", "the worker was not idle: it had attempt 1 at charge (activity c)");
  }

  @Test
  void aWorkerThatDoesNotPollIsNotIdle() {
    wires.strike("idle").kill();
    assertUnknown("idle", "not seen polling");
  }

  @Test
  void startUpIsBeforeTheFirstTask() {
    String startUp = "before start-up GetSystemInfo";
    Talk message = wires.ask(WireOp.TEMPORAL, "GetSystemInfo", Map.of()).step(Step.HELD);
    wires.strike(startUp, message).kill();
    assertValid(startUp);
  }

  @Test
  void aWorkerThatHasServedIsPastItsStartUp() {
    String startUp = "before start-up database connect #1";
    wires.activityTask("charge", "c", 1);
    Talk message = wires.statement("connect", "").step(Step.HELD);
    wires.strike(startUp, message).kill();
    assertUnknown(startUp, "the worker was past its start-up");
  }

  @Test
  void statementsAndWorkflowTasksAreKnownByTheirNames() {
    for (String boundary :
        List.of(
            "before database charge#1 insert #1",
            "before database charge#1 begin+insert #1",
            "before RespondWorkflowTaskCompleted [ScheduleActivityTask charge#1, StartTimer #1]",
            "before RespondWorkflowTaskCompleted []")) {
      assertNamed(boundary, "insert", "before database charge#1 insert #1");
      assertNamed(boundary, "begin+insert", "before database charge#1 begin+insert #1");
    }
    String commands =
        "[{\"type\":\"ScheduleActivityTask\",\"name\":\"charge\",\"id\":\"c\"},"
            + "{\"type\":\"StartTimer\",\"name\":\"\",\"id\":\"t\"}]";
    String boundary =
        "before RespondWorkflowTaskCompleted [ScheduleActivityTask charge#1, StartTimer #1]";
    Wires own = new Wires();
    Talk message = own.completes(own.workflowTask(3), commands).step(Step.HELD);
    own.strike(boundary, message).strike("before RespondWorkflowTaskCompleted []", message).kill();
    assertThat(check(own, boundary).validity()).isEqualTo(Validity.VALID);
    assertThat(check(own, "before RespondWorkflowTaskCompleted []").validity())
        .isEqualTo(Validity.UNKNOWN);
  }

  private void assertNamed(String boundary, String verb, String named) {
    Wires own = new Wires();
    Talk message = own.statement(verb, "").step(Step.HELD);
    own.strike(boundary, message).kill();
    assertThat(check(own, boundary).validity())
        .as(verb + " struck at " + boundary)
        .isEqualTo(boundary.equals(named) ? Validity.VALID : Validity.UNKNOWN);
  }

  private Verdict check(Wires own, String boundary) {
    return new StruckChecker(Boundary.parse(boundary)).check(run.evidence(own.history()));
  }

  private Verdict verdict(String boundary) {
    return check(wires, boundary);
  }

  private void assertValid(String boundary) {
    Verdict verdict = verdict(boundary);
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.VALID);
  }

  private void assertUnknown(String boundary, String words) {
    Verdict verdict = verdict(boundary);
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.UNKNOWN);
    assertThat(verdict.reason()).contains(words);
  }
}
