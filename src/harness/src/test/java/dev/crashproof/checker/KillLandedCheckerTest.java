package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * One run, written down by hand: process_data, a timer, long_running_task with two steps; killed
 * somewhere. Events: 2 scheduled p, 3-4 p done, 5 workflow task, 6 timer started, 7 timer fired, 8
 * scheduled l, 9-10 l done, 11 completed.
 */
class KillLandedCheckerTest {
  private static final Moment MID_ACTIVITY = Moment.midActivity("long_running_task#1", "#step-2");
  private static final Moment MID_TIMER = Moment.midTimer(1);
  private static final Moment MID_WAIT = Moment.midWait("process_data#1");
  private static final Ledger STEP_1 = new Run().effect("p", "{}").effect("l#step-1", "1").ledger();

  private final AtomicLong clock = new AtomicLong();
  private final Recorder recorder = new Recorder(clock::get);
  private final Sightings sightings = new Sightings(recorder);
  private final Run run = demo();

  private static Run demo() {
    Run run = new Run();
    run.event("WorkflowExecutionStarted");
    run.activity("process_data", "p", 1);
    run.event("WorkflowTaskCompleted");
    run.event("TimerStarted", Map.of("timerId", "t"));
    run.event("TimerFired", Map.of("timerId", "t", "startedEventId", "6"));
    run.activity("long_running_task", "l", 2);
    return run.completed("{}");
  }

  private void kill() {
    kill("9", "137");
  }

  private void kill(String signal, String exitCode) {
    killing(signal);
    clock.addAndGet(3_000_000);
    recorder.record(OpKind.OK, "worker", "kill", Map.of("pid", "42", "code", exitCode));
  }

  private void killing(String signal) {
    recorder.record(OpKind.INVOKE, "worker", "kill", Map.of("pid", "42", "signal", signal));
  }

  private void look(long lastEventId) {
    sightings.eventHistory(run.eventHistory().upTo(lastEventId));
  }

  private Verdict verdict(Moment moment) {
    return new KillLandedChecker(moment).check(run.evidence(recorder.history()));
  }

  private void assertUnknown(Moment moment, String words) {
    Verdict verdict = verdict(moment);
    assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(verdict.reason()).contains(words);
  }

  private void midTimer(long before, long after) {
    look(before);
    kill();
    look(after);
    sightings.replacementStarting();
    look(10);
  }

  @Test
  void aKillBetweenTimerStartedAndTimerFiredLanded() {
    midTimer(6, 6);

    Verdict verdict = verdict(MID_TIMER);

    assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict.reason())
        .isEqualTo("killed mid-timer #1 by signal 9, group empty after 3.0 ms, at event 6 of 11");
    assertThat(verdict.ops()).hasSize(4);
  }

  @Test
  void aTimerThatHadFiredWhenTheGroupWasEmptyIsNoSample() {
    midTimer(6, 7);
    assertUnknown(MID_TIMER, "timer #1 was over: TimerFired (event 7)");
  }

  @Test
  void aTimerThatWasNotStartedIsNoSample() {
    midTimer(5, 6);
    assertUnknown(MID_TIMER, "timer #1 was not started yet");
  }

  @Test
  void anotherTimerThatFiredIsNotThisOne() {
    midTimer(7, 7);
    assertUnknown(Moment.midTimer(2), "timer #2 was not started yet");
  }

  @Test
  void aKillDuringAnActivityLandedByItsPendingState() {
    look(8);
    sightings.pendingActivity("long_running_task", "l", "STARTED", 1);
    kill();
    look(8);
    sightings.ledger(STEP_1);

    assertThat(verdict(MID_ACTIVITY).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void aKillDuringAnActivityLandedByItsFirstEffect() {
    look(8);
    sightings.ledger(STEP_1);
    kill();
    look(8);
    sightings.ledger(STEP_1);

    assertThat(verdict(MID_ACTIVITY).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void anActivityWithoutTheProgressAskedForIsNoSample() {
    Moment afterStep1 = Moment.midActivity("long_running_task#1", "#step-1", "#step-2");
    look(8);
    sightings.pendingActivity("long_running_task", "l", "STARTED", 1);
    sightings.ledger(new Run().effect("p", "{}").ledger());
    kill();
    look(8);
    sightings.ledger(STEP_1);

    assertThat(verdict(MID_ACTIVITY).validity()).isEqualTo(Validity.VALID);
    assertUnknown(afterStep1, "progress was not in the ledger yet: wf/run/l#step-1");
  }

  @Test
  void anActivityWithTheProgressAskedForIsASample() {
    look(8);
    sightings.ledger(STEP_1);
    kill();
    look(8);
    sightings.ledger(STEP_1);

    Moment afterStep1 = Moment.midActivity("long_running_task#1", "#step-1", "#step-2");
    assertThat(verdict(afterStep1).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void anActivityThatWasOnlyScheduledIsNoSample() {
    look(8);
    sightings.pendingActivity("long_running_task", "l", "STARTED", 1);
    sightings.pendingActivity("long_running_task", "l", "SCHEDULED", 2);
    sightings.pendingActivity("process_data", "p", "STARTED", 1);
    sightings.ledger(new Run().effect("p", "{}").ledger());
    kill();
    look(8);
    sightings.ledger(STEP_1);

    assertUnknown(MID_ACTIVITY, "nothing shows that long_running_task#1 had started");
  }

  @Test
  void anActivityWhoseLastEffectWasThereIsNoSample() {
    look(8);
    sightings.ledger(STEP_1);
    kill();
    look(8);
    sightings.ledger(new Run().effect("l#step-1", "1").effect("l#step-2", "2").ledger());

    assertUnknown(MID_ACTIVITY, "its last effect was in the ledger: wf/run/l#step-2");
  }

  @Test
  void anActivityThatHadEndedIsNoSample() {
    look(8);
    sightings.ledger(STEP_1);
    kill();
    look(10);
    sightings.ledger(STEP_1);

    assertUnknown(MID_ACTIVITY, "long_running_task#1 had ended: ActivityTaskCompleted");
  }

  @Test
  void aLedgerSeenOnlyAfterTheReplacementProvesNothing() {
    look(8);
    sightings.ledger(STEP_1);
    kill();
    look(8);
    sightings.replacementStarting();
    sightings.ledger(STEP_1);

    assertUnknown(MID_ACTIVITY, "nobody looked at the ledger");
  }

  @Test
  void aKillWhileTheWorkflowWaitsLanded() {
    midTimer(5, 6);

    assertThat(verdict(MID_WAIT).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void aDecisionThatWasThereIsNoWait() {
    midTimer(5, 7);
    assertUnknown(MID_WAIT, "the decision was there: TimerFired (event 7)");
  }

  @Test
  void aWorkflowThatHadNotComeToWaitIsNoSample() {
    midTimer(4, 5);
    assertUnknown(MID_WAIT, "had not yet seen that process_data#1 was completed");
  }

  @Test
  void aPrerequisiteThatWasStillRunningIsNoSample() {
    midTimer(2, 5);
    assertUnknown(MID_WAIT, "process_data#1 was not completed yet");
  }

  @Test
  void aRunThatCompletedBeforeItsKillIsNoSample() {
    midTimer(6, 11);
    assertUnknown(MID_TIMER, "closed when its worker was dead: WorkflowExecutionCompleted");
  }

  @Test
  void noKillIsNoSample() {
    look(6);
    assertUnknown(MID_TIMER, "one kill was expected, 0 were recorded");
  }

  @Test
  void twoKillsAreNotOne() {
    midTimer(6, 6);
    kill();
    assertUnknown(MID_TIMER, "one kill was expected, 2 were recorded");
  }

  @Test
  void aKillWhoseEffectNobodySawIsNoSample() {
    look(6);
    killing("9");
    recorder.record(OpKind.FAIL, "worker", "kill", Map.of("pid", "42", "code", "0"));
    look(6);
    assertUnknown(MID_TIMER, "nothing shows that the kill took effect");
  }

  @Test
  void aWorkerThatExitedByItselfIsNoSample() {
    look(6);
    kill("9", "0");
    look(6);
    assertUnknown(MID_TIMER, "did not die of signal 9: signal 9, exit code 0");
  }

  @Test
  void anotherSignalIsNoSample() {
    look(6);
    kill("15", "143");
    look(6);
    assertUnknown(MID_TIMER, "did not die of signal 9: signal 15, exit code 143");
  }

  @Test
  void withoutALookOnEitherSideThereIsNoProof() {
    kill();
    look(6);
    assertUnknown(MID_TIMER, "nobody looked at the event history before the kill");
  }

  @Test
  void aLookAfterTheReplacementStartedIsTooLate() {
    look(6);
    kill();
    sightings.replacementStarting();
    look(6);
    assertUnknown(MID_TIMER, "between the kill and the replacement's start");
  }

  @Test
  void aLookAtAnotherRunProvesNothing() {
    sightings.eventHistory(new EventHistory("wf", "other-run", run.eventHistory().events()));
    kill();
    look(6);
    assertUnknown(MID_TIMER, "nobody looked at the event history before the kill");
  }

  @Test
  void aLookThatTheFinalEventHistoryContradictsIsNoProof() {
    sightings.eventHistory(
        new EventHistory(
            "wf", "run", List.of(new Event(6, Instant.EPOCH, "WorkflowTaskScheduled", Map.of()))));
    kill();
    look(6);
    assertUnknown(
        MID_TIMER,
        "a look saw WorkflowTaskScheduled as event 6, where the final event history has TimerStarted");
  }

  @Test
  void timersAreCountedFromOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> Moment.midTimer(0));
  }
}
