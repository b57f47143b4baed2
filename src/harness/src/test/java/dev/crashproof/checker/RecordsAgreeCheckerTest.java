package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Wires.Talk;
import dev.crashproof.history.History;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsAgreeCheckerTest {
  private static final Checker CHECKER = new RecordsAgreeChecker();

  private final Story story = new Story().started().decides(Wires.schedules("charge", "c"));

  @Test
  void threeRecordsOfOneRunAgree() {
    assertThat(CHECKER.check(Story.sound().evidence()).reason())
        .isEqualTo(
            "event history, wire and ledger agree: 12 exchanges, 5 tasks, 2 effects, each with its"
                + " statement");
  }

  @Test
  void aWorkerThatBypassesTheInterposerIsNeverGreen() {
    Run run = Story.sound().run;

    Verdict verdict = CHECKER.check(run.evidence());
    assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(verdict.reason())
        .startsWith(
            "the worker does not speak through the interposer: the event history has 10 events of a"
                + " worker's, the wire has nothing of this workflow;");
  }

  @Test
  void opsOfOtherWorkflowsDoNotSpeakForThisOne() {
    Wires others = new Wires();
    others.pollsWorkflow().brings(Map.of(WireOp.WORKFLOW_ID, "another"));
    others.ask(WireOp.TEMPORAL, "GetSystemInfo", Map.of()).done();

    assertThat(CHECKER.check(Story.sound().run.evidence(others.history())).reason())
        .startsWith("the worker does not speak through the interposer:");
  }

  @Test
  void aSecondWorkerThatBypassesTheInterposerIsNoticed() {
    long scheduled = story.scheduled("charge", "c");
    story.begun(scheduled, 1, "stranger@laptop");
    story.event("ActivityTaskCompleted", Map.of("scheduledEventId", Long.toString(scheduled)));

    Verdict verdict = CHECKER.check(story.evidence());
    assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(verdict.reason())
        .startsWith(
            "a worker does not speak through the interposer: stranger@laptop took part in the");
  }

  @Test
  void aCompletionThatTheWireDoesNotHaveIsInvalid() {
    story.wires.activityTask("charge", "c", 1);
    story.ended(story.scheduled("charge", "c"), 1);

    assertInvalid(
        "the event history has ActivityTaskCompleted (event 7) of charge#1, the wire has no"
            + " RespondActivityTaskCompleted that the server took for it");
  }

  @Test
  void whoeverWasGivenTheTokenMayCompleteTheActivity() {
    story.wires.activityTask("charge", "c", 1);
    long scheduled = story.scheduled("charge", "c");
    story.begun(scheduled, 1, story.wires.identity());
    story.completed(scheduled, "service@elsewhere");

    assertThat(CHECKER.check(story.evidence()).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void aCompletionWhoseAnswerWasLostMayHaveBeenTaken() {
    story.wires.completes(story.wires.activityTask("charge", "c", 1)).step(Step.FORWARDED);
    story.ended(story.scheduled("charge", "c"), 1);

    assertValid();
  }

  @Test
  void aCompletionThatTheEventHistoryDoesNotHaveIsInvalid() {
    story.scheduled("charge", "c");
    story.wires.completes(story.wires.activityTask("charge", "c", 1)).done();

    assertInvalid("the event history has no such end of an activity");
  }

  @Test
  void twoCompletionsOfOneActivityAreInvalid() {
    long scheduled = story.scheduled("charge", "c");
    story.wires.completes(story.wires.activityTask("charge", "c", 1)).done();
    story.wires.completes(story.wires.activityTask("charge", "c", 2)).done();
    story.ended(scheduled, 2);

    assertInvalid("but the server took 2 messages of it");
    assertInvalid("by attempt 2, but on the wire it was attempt 1");
  }

  @Test
  void aRefusedCompletionOfADeadAttemptIsNothing() {
    long scheduled = story.scheduled("charge", "c");
    Talk first = story.wires.activityTask("charge", "c", 1);
    story.wires.completes(story.wires.activityTask("charge", "c", 2)).done();
    story.wires.completes(first).posthumous().fail("NOT_FOUND");
    story.ended(scheduled, 2);

    assertValid();
  }

  @Test
  void aWorkflowTaskThatTheWireDoesNotHaveIsInvalid() {
    long started = story.taskStarted();
    story.wires.workflowTask(started);
    story.taskCompleted(started);

    assertInvalid(
        "the event history has WorkflowTaskCompleted (event 7), the wire has no"
            + " RespondWorkflowTaskCompleted that the server took for it");
  }

  @Test
  void aWorkflowTaskThatTheEventHistoryDoesNotHaveIsInvalid() {
    story.wires.completes(story.wires.workflowTask(40), Wires.closes()).done();

    assertInvalid("the event history has no WorkflowTaskCompleted for it");
  }

  @Test
  void aTaskThatOnlyRefusedAnUpdateLeavesNoEvent() {
    story
        .wires
        .completes(
            story.wires.workflowTask(40),
            "[{\"type\":\"RejectUpdate\",\"name\":\"\",\"id\":\"u\"}]")
        .done();

    assertValid();
  }

  @Test
  void anAttemptThatWasNeverHandedOverIsInvalid() {
    story.does("charge", "c", "5");
    story.run.attemptRow(Run.key("c"), "charge", 2);

    assertInvalid("attempt 2 of charge (key wf/run/c) was made, but never handed to a worker");
  }

  @Test
  void aDatabaseThatIsReachedPastItsInterposerIsUnknown() {
    story.wires.statement("connect", "").done();
    story.run.row(Run.key("c"), "charge", "5");

    assertUnknown("the worker does not speak to the database through the interposer");
  }

  @Test
  void aDatabaseWhoseInterposerHearsNothingAtAllIsUnknown() {
    story.wires.op(OpKind.INFO, "harness", "begin", Map.of(WireOp.WIRES, "temporal,postgres"));
    story.run.row(Run.key("c"), "charge", "5");

    assertUnknown("the worker does not speak to the database through the interposer");
  }

  @Test
  void effectsOverHttpNeedNoStatement() {
    story.wires.op(OpKind.INFO, "harness", "begin", Map.of(WireOp.WIRES, "temporal,postgres,http"));
    story.wires.ask(WireOp.HTTP, "POST /charges", Map.of()).done();
    story.run.row(Run.key("c"), "charge", "5");

    assertValid();
  }

  @Test
  void anEffectThatNoStatementShowsIsUnknown() {
    story.does("charge", "c", "5");
    story.run.row("unseen", "charge", "5");

    assertUnknown("no statement on the database's wire shows the effect under the key unseen");
  }

  @Test
  void keysThatNoStatementTellsAreNoDoubtByThemselves() {
    story.wires.statement("insert", "insert into effects default values").done();
    story.run.row("17", "charge", "5");

    assertValid();
  }

  @Test
  void aPollThatWasOpenBeforeTheRunBeganIsAnsweredInIt() {
    Talk open = story.wires.pollsActivity();
    open.brings(story.wires.activity("charge", "c", 1)).step(Step.DELIVERED);
    story.wires.completes(open).done();
    story.ended(story.scheduled("charge", "c"), 1, "served-before");
    story.run.attemptRow(Run.key("c"), "charge", 1);
    History withoutItsArrival =
        new History(story.wires.history().all(op -> op.index() != open.id()));

    assertThat(CHECKER.check(story.run.evidence(withoutItsArrival)).validity())
        .isEqualTo(Validity.VALID);
  }

  private void assertValid() {
    Verdict verdict = CHECKER.check(story.evidence());
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.VALID);
  }

  private void assertInvalid(String words) {
    assertSays(Validity.INVALID, words);
  }

  private void assertUnknown(String words) {
    assertSays(Validity.UNKNOWN, words);
  }

  private void assertSays(Validity validity, String words) {
    Verdict verdict = CHECKER.check(story.evidence());
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(validity);
    assertThat(verdict.reason()).contains(words);
  }
}
