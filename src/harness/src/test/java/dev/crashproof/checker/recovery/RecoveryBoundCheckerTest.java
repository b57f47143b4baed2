package dev.crashproof.checker.recovery;

import static dev.crashproof.history.recovery.Story.COLD;
import static dev.crashproof.history.recovery.Story.COMMON;
import static dev.crashproof.history.recovery.Story.DEAD;
import static dev.crashproof.history.recovery.Story.DEADS_STICKY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.recovery.Recovery;
import dev.crashproof.history.recovery.Stories;
import dev.crashproof.history.recovery.Story;
import dev.crashproof.ledger.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecoveryBoundCheckerTest {
  // One fault-free run takes 400 ms; timers may be 100 ms late; the machine is not busy.
  private static final Allowance STRICT =
      new Allowance(Duration.ofMillis(400), Duration.ofMillis(100), Duration.ZERO);

  private static Verdict verdict(Story story, Allowance allowance) {
    return new RecoveryBoundChecker(allowance)
        .check(
            new Evidence(
                story.history(),
                story.eventHistory(),
                new Ledger(List.of(), List.of()),
                Optional.empty()));
  }

  private static RecoveryPrediction prediction(Story story) {
    return (RecoveryPrediction)
        Prediction.of(
            Recovery.of(story.history(), Story.WORKFLOW).orElseThrow(),
            List.of(story.eventHistory()),
            STRICT);
  }

  /** The items as {@code cause milliseconds}: what follows a colon or a space is left out. */
  private static List<String> items(Story story) {
    return prediction(story).items().stream()
        .map(
            i ->
                String.format(
                    Locale.ROOT,
                    "%s %d",
                    i.what().replaceAll(":.*| after attempt.*|, timers fired.*", ""),
                    i.duration().toMillis()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dev.crashproof.history.recovery.Stories#all")
  void eachKindOfBoundaryKeepsItsBound(Story story) {
    assertThat(verdict(story, Allowance.of(Duration.ofMillis(500))).validity())
        .isEqualTo(Validity.VALID);
  }

  @Test
  void aTimerThenTheStickyQueue() {
    assertThat(items(Stories.midTimer()))
        .containsExactly(
            "death seen 10",
            "process start 440",
            "first poll 150",
            // 890 ms were left, more than a fault-free run of 400 ms.
            "timer 400",
            "sticky wait 5100",
            "work 400",
            "the server's timer shift 100");
  }

  @Test
  void whatWaitsForItsClientIsNotJudgedForIt() {
    assertThat(items(Stories.idle()))
        .containsExactly(
            "death seen 10",
            "process start 440",
            "first poll 150",
            "outside 2400",
            "sticky wait 5100",
            "work 400");
  }

  @Test
  void aTaskInDeadHandsTimesOutAndThenNoStickyQueueIsLeft() {
    assertThat(items(Stories.assigned()))
        .containsExactly(
            "death seen 10",
            "process start 440",
            "first poll 150",
            "task timeout 9490",
            "work 400");
  }

  @Test
  void aTaskInTheStickyQueueWaitsForWhatIsLeftOfItsTimeout() {
    assertThat(items(Stories.afterIdle()))
        .containsExactly(
            "death seen 10", "process start 440", "first poll 150", "sticky wait 4490", "work 400");
  }

  @Test
  void anActivityTimesOutBacksOffAndThenTheDeadWorkersStickyQueueIsStillPolled() {
    assertThat(items(Stories.midActivity()))
        .containsExactly(
            "death seen 10",
            "process start 440",
            "first poll 150",
            "task timeout 1450",
            "retry backoff 300",
            "sticky wait 5100",
            "work 400");
  }

  @Test
  void aStickyQueueThatNobodyPolledFor10SecondsIsForgotten() {
    assertThat(items(Stories.midActivity("startToCloseTimeout.seconds", "30")))
        .contains("task timeout 28700", "retry backoff 300")
        .noneMatch(i -> i.startsWith("sticky wait"));
  }

  @Test
  void aLastAttemptIsNotRetried() {
    assertThat(
            items(
                Stories.midActivity(
                    "heartbeatTimeout.seconds", "2", "retryPolicy.maximumAttempts", "1")))
        .contains("task timeout 1450")
        .noneMatch(i -> i.startsWith("retry backoff"));
  }

  @Test
  void aClosedWorkflowIsOnlyToBeSeen() {
    assertThat(items(Stories.afterTheLastCommit())).containsExactly("death seen 10");
    assertThat(verdict(Stories.afterTheLastCommit(), STRICT).validity())
        .isEqualTo(Validity.INVALID);
  }

  @Test
  void slowerThanPredictedIsInvalidAndTellsTheSum() {
    Story story = Story.begun("after RespondActivityTaskCompleted work#1", "unassisted");
    story.at(990).event("WorkflowExecutionSignaled");
    long sticky = story.workflowTask(DEADS_STICKY);
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600);
    // Ten seconds where five were promised.
    story.at(10_990).workflowTaskTimedOut(sticky, "SCHEDULE_TO_START");
    story.endsWith(COLD, story.workflowTask(COMMON), 11_000);

    Verdict verdict = verdict(story, Allowance.of(Duration.ofMillis(500)));

    assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason())
        .startsWith("closed 10.310 s after the kill, slower than predicted: at most 9.490 s = ")
        .contains("0.010 s death seen + 0.440 s process start + 0.150 s first poll")
        .contains("5.390 s sticky wait: a workflow task in the dead worker's sticky queue")
        .contains("0.500 s work")
        .contains("3.000 s busy machine");
    assertThat(verdict.ops()).extracting(op -> op.name()).contains("kill", "closed");
  }

  @Test
  void aRetryThatNeverComesIsInvalidOnceTheBoundIsOver() {
    Story story = Story.begun("before RespondActivityTaskCompleted work#1", "unassisted");
    long activity = story.activityScheduled("work", "startToCloseTimeout.seconds", "2");
    story.at(990).handActivity(DEAD, activity, "work", 1);
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600);
    Verdict early = verdict(story, STRICT);
    story.at(20_000).info("harness", "look");

    assertThat(early.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(early.reason()).contains("the prediction still allows it");
    assertThat(verdict(story, STRICT).validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict(story, STRICT).reason()).startsWith("not seen closed 19.000 s after");
  }

  @Test
  void missingEvidenceIsUnknownAndSaysWhatIsMissing() {
    assertUnknown(Story.begun("idle", "unassisted").closed(200), "no kill was seen to land");
    assertUnknown(
        Story.begun("idle", "unassisted").at(1000).strike().killed(1010).closed(1100),
        "no replacement was seen to poll");

    Story endless = Story.begun("before RespondActivityTaskCompleted work#1", "unassisted");
    endless.at(900).handActivity(DEAD, endless.activityScheduled("work"), "work", 1);
    endless.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600).closed(9000);
    assertUnknown(endless, "set a start-to-close or a heartbeat timeout");

    Story twice = Stories.afterIdle();
    assertThat(
            new RecoveryBoundChecker(STRICT)
                .check(
                    new Evidence(
                        twice.history(),
                        new EventHistory(Story.WORKFLOW, Story.RUN, List.of()),
                        new Ledger(List.of(), List.of()),
                        Optional.empty()))
                .validity())
        .isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void twoKillsAreNotThisBoundsMatter() {
    Story story = Story.begun("idle", "unassisted");
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600);
    story.op(OpKind.INVOKE, "worker", "kill", "start", "2", "signal", "9");
    story.closed(2000);

    assertUnknown(story, "2 kills landed");
  }

  @Test
  void aChildThatWasRunningNeedsItsEventHistory() {
    Story story = Story.begun("idle", "unassisted");
    story.event("ChildWorkflowExecutionStarted", "workflowExecution.workflowId", "child-1");
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600).closed(9000);

    assertUnknown(story, "the child workflow child-1 was running");
  }

  @Test
  void whatAChildWaitsForCountsWithItsEventHistory() {
    Story story = Story.begun("idle", "unassisted");
    story.event("ChildWorkflowExecutionStarted", "workflowExecution.workflowId", "child-1");
    Story child = new Story();
    child.at(990).workflowStarted();
    child.workflowTask(COMMON);
    child.event("WorkflowTaskStarted", "scheduledEventId", "2");
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600).closed(9000);

    RecoveryPrediction prediction =
        (RecoveryPrediction)
            Prediction.of(
                Recovery.of(story.history(), Story.WORKFLOW).orElseThrow(),
                List.of(
                    story.eventHistory(),
                    new EventHistory("child-1", "run-c", child.eventHistory().events())),
                STRICT);

    assertThat(prediction.items().toString())
        .contains("9.490 s task timeout: a workflow task in the dead worker's hands");
  }

  @Test
  void theEvidenceOfAChildIsEnough() {
    Story story = Story.begun("idle", "unassisted");
    story.event("ChildWorkflowExecutionStarted", "workflowExecution.workflowId", "child-1");
    Story child = new Story();
    child.at(990).workflowStarted();
    child.workflowTask(COMMON);
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600).closed(1700);

    Verdict verdict =
        new RecoveryBoundChecker(STRICT)
            .check(
                new Evidence(
                    story.history(),
                    story.eventHistory(),
                    List.of(new EventHistory("child-1", "run-c", child.eventHistory().events())),
                    new Ledger(List.of(), List.of()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));

    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.VALID);
  }

  @Test
  void aTransactionThatBeginsOnADatabasesWireIsNoOtherRun() {
    Story story = Story.begun("idle", "unassisted");
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600);
    story.op(OpKind.INFO, "standby", "begin", "wire", "postgres", "exchange", "7");
    story.closed(1700);

    assertThat(Recovery.of(story.history(), Story.WORKFLOW).orElseThrow().closed()).isPresent();
  }

  @Test
  void aRunThatWasContinuedNeedsTheNextRunsEventHistory() {
    Story story = Story.begun("idle", "unassisted");
    story.event("WorkflowExecutionContinuedAsNew", "newExecutionRunId", "run-2");
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600).closed(9000);

    assertUnknown(story, "give that run's event history");
  }

  @Test
  void anAllowanceGrantsAndTakesNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Allowance.of(Duration.ofMillis(-1)))
        .withMessageContaining("work PT-0.001S");
    assertThat(Allowance.of(Duration.ofSeconds(1)).withTimerShift(Duration.ofMillis(10)))
        .isEqualTo(
            new Allowance(Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofSeconds(3)));
  }

  private static void assertUnknown(Story story, String words) {
    Verdict verdict = verdict(story, STRICT);
    assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(verdict.reason()).contains(words);
  }

  @Test
  void whatTheHarnessHeldUpIsNotTheReplacements() {
    Story story = new Story().begin("late database charge#1 commit #1", "assisted").strike();
    story.at(10).killed(20).standby(30);
    long held = story.op(OpKind.INVOKE, "standby", "insert").index();
    story
        .at(1530)
        .info("harness", "let-go", "how", "delivered", "heldUpSince", Long.toString(held));
    story.closed(1600);

    assertThat(Recovery.of(story.history(), Story.WORKFLOW).orElseThrow().heldUp())
        .isEqualTo(Duration.ofMillis(1500));
  }
}
