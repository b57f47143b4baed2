package dev.crashproof.measure.recovery;

import static dev.crashproof.history.recovery.Story.COLD;
import static dev.crashproof.history.recovery.Story.COMMON;
import static dev.crashproof.history.recovery.Story.DEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.history.recovery.Stories;
import dev.crashproof.history.recovery.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecoverySplitTest {

  private static RecoverySplit split(Story story) {
    return RecoverySplit.of(story.history(), List.of(story.eventHistory())).orElseThrow();
  }

  /** The segments as {@code cause milliseconds}. */
  private static List<String> words(RecoverySplit split) {
    return split.segments().stream()
        .map(s -> String.format(Locale.ROOT, "%s %.0f", s.cause().words(), s.millis()))
        .toList();
  }

  private static String why(RecoverySplit split, Cause cause) {
    return split.segments().stream()
        .filter(s -> s.cause() == cause)
        .map(Segment::why)
        .reduce("", (a, b) -> a + "; " + b);
  }

  @Test
  void aTimerThenTheStickyQueue() {
    RecoverySplit split = split(Stories.midTimer());

    assertThat(words(split))
        .containsExactly(
            "death seen 10",
            "process start 40",
            "process start 400",
            "first poll 150",
            "timer 300",
            "timer 50",
            "sticky wait 5010",
            "work 10",
            "replay 300",
            "completion seen 10");
    assertThat(split.attributed()).isEqualTo(1);
    assertThat(split.boundary()).map(b -> b.kind()).contains(BoundaryKind.AFTER_IDLE);
    assertThat(split.mode()).isEqualTo("unassisted");
    assertThat(why(split, Cause.TIMER)).contains("1.000 s").contains("the server's timer shift");
    assertThat(why(split, Cause.STICKY_WAIT)).contains("1@host:dead").contains("5.010 s");
    assertThat(split).asString().startsWith("6.280 s: death seen 0.010 s, process start 0.440 s");
  }

  @Test
  void aWaitForTheClientIsOutside() {
    RecoverySplit split = split(Stories.idle());

    assertThat(words(split)).containsSequence("first poll 150", "outside 2400", "sticky wait 5000");
    assertThat(why(split, Cause.OUTSIDE)).contains("WorkflowExecutionSignaled");
  }

  @Test
  void aTaskThatTheDyingWorkerWasAssignedTimesOut() {
    RecoverySplit split = split(Stories.assigned());

    assertThat(words(split)).containsSequence("first poll 150", "task timeout 9390", "work 10");
    assertThat(why(split, Cause.TASK_TIMEOUT)).contains("worker (start 1)").contains("10.000 s");
  }

  @Test
  void aTaskInTheStickyQueueWaits() {
    assertThat(words(split(Stories.afterIdle())))
        .containsSequence("first poll 150", "sticky wait 4395", "work 5", "replay 300");
  }

  @Test
  void aFirstWorkflowTaskIsNoReplay() {
    assertThat(words(split(Stories.deliveredWorkflowTask())))
        .containsSequence("first poll 150", "task timeout 9900", "work 10", "work 300")
        .noneMatch(w -> w.startsWith("replay"));
    assertThat(split(Stories.startUp()).nanos(Cause.REPLAY)).isZero();
  }

  @Test
  void anActivityTimesOutThenBacksOffThenTheStickyQueue() {
    RecoverySplit split = split(Stories.midActivity());

    assertThat(words(split))
        .containsExactly(
            "death seen 10",
            "process start 40",
            "process start 400",
            "first poll 150",
            "task timeout 1350",
            "retry backoff 200",
            "retry backoff 250",
            "work 500",
            "sticky wait 5005",
            "work 10",
            "replay 300",
            "completion seen 10");
    assertThat(why(split, Cause.TASK_TIMEOUT)).contains("heartbeat timeout of 2.000 s");
    assertThat(why(split, Cause.RETRY_BACKOFF))
        .contains("work#1 was to be tried again 0.200 s after attempt 1 had timed out")
        .contains("the server's timer shift");
  }

  @Test
  void aRetryThatComesLaterThanAnyTimerIsUnexplained() {
    Story story = Stories.midActivity("heartbeatTimeout.nanos", "100000000");
    RecoverySplit strict =
        RecoverySplit.of(story.history(), List.of(story.eventHistory()), Duration.ofMillis(10))
            .orElseThrow();

    // Due at 1250 ms, before the replacement polled; a second is granted for handing it out.
    assertThat(strict.nanos(Cause.UNEXPLAINED)).isEqualTo(800_000_000);
    assertThat(strict.attributed()).isLessThan(0.95);
  }

  @Test
  void withHelpTheRetryComesWithinTheTimerShift() {
    RecoverySplit split = split(Stories.reapedActivity());

    assertThat(words(split))
        .containsExactly(
            "death seen 10",
            "first poll 10",
            "retry backoff 10",
            "retry backoff 670",
            "work 200",
            "work 10",
            "replay 300",
            "completion seen 10");
    assertThat(why(split, Cause.RETRY_BACKOFF))
        .contains("by its token")
        .contains("the server's timer shift");
    assertThat(why(split, Cause.FIRST_POLL)).contains("standby");
  }

  @Test
  void withHelpAWorkflowTaskIsRetriedAtOnce() {
    RecoverySplit split = split(Stories.reapedWorkflowTask());

    assertThat(words(split))
        .containsExactly(
            "death seen 10",
            "first poll 5",
            "retry backoff 25",
            "work 10",
            "replay 300",
            "completion seen 10");
    assertThat(why(split, Cause.RETRY_BACKOFF)).contains("by its token");
  }

  @Test
  void afterTheLastCommitOnlyTheCompletionIsToBeSeen() {
    RecoverySplit split = split(Stories.afterTheLastCommit());

    assertThat(words(split)).containsExactly("completion seen 20");
  }

  @Test
  void aKillAfterTheClientSawTheEndTookNoTime() {
    Story story = new Story();
    story.begin("after RespondWorkflowTaskCompleted [CompleteWorkflowExecution]", "unassisted");
    story.at(10).workflowStarted();
    String token = story.at(20).hand(DEAD, story.workflowTask(COMMON), 1);
    story.at(900).completesAndCloses(DEAD, token);
    story.closed(950).at(1000).strike().killed(1010);

    RecoverySplit split = split(story);

    assertThat(split.segments()).isEmpty();
    assertThat(split.nanos()).isZero();
    assertThat(split.attributed()).isEqualTo(1);
  }

  @Test
  void whatTheReplacementDoesIsReplayThenWork() {
    RecoverySplit split = split(Stories.withWork());

    assertThat(words(split))
        .containsExactly(
            "death seen 10",
            "process start 40",
            "process start 400",
            "first poll 150",
            "task timeout 9396",
            "replay 204",
            "work 10",
            "work 190",
            "work 50",
            "completion seen 5");
  }

  @Test
  void aTaskThatLiesForSecondsAlthoughSomeonePollsIsUnexplained() {
    Story story = new Story();
    story.begin("before start-up PollWorkflowTaskQueue", "unassisted");
    story.at(10).workflowStarted();
    long first = story.workflowTask(COMMON);
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600).endsWith(COLD, first, 9600);

    RecoverySplit split = split(story);

    assertThat(words(split)).containsSequence("first poll 150", "work 1000", "unexplained 7000");
    assertThat(split.attributed()).isCloseTo(1 - 7000 / 8910.0, within(0.001));
    assertThat(split).asString().endsWith("% attributed)");
  }

  @Test
  void anActivitysFailureBacksOffByItsPolicy() {
    Story story = Story.begun("before RespondActivityTaskCompleted work#1", "unassisted");
    long activity =
        story.activityScheduled(
            "work",
            "startToCloseTimeout.seconds",
            "30",
            "retryPolicy.initialInterval.seconds",
            "4");
    String token = story.at(200).handActivity(DEAD, activity, "work", 1);
    story.at(900).failsActivity(DEAD, token);
    story.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600);
    String again = story.at(5300).handActivity(COLD, activity, "work", 2);
    story.at(5400).completesActivity(COLD, again);
    story.endsWith(COLD, story.workflowTask(COMMON), 5401);

    // 4 s and the 0.2 s that every story has; 0.2 s late.
    assertThat(words(split(story)))
        .containsSequence("first poll 150", "retry backoff 3500", "retry backoff 200", "work 100");
  }

  @Test
  void aServerWhoseClockIsOffIsSetRight() {
    Story right = Stories.midTimer();
    Story ahead = new Story().serverAhead(Duration.ofSeconds(3));
    ahead.begin("idle", "unassisted");
    ahead.at(10).workflowStarted();
    String token = ahead.at(20).hand(DEAD, ahead.workflowTask(COMMON), 1);
    ahead.at(100).completes(DEAD, token);
    long timer = ahead.at(900).timerStarted(1);
    ahead.at(1000).strike().killed(1010).coldStart(1050, 1450, 1600).at(1950).timerFired(timer);
    long sticky = ahead.workflowTask(Story.DEADS_STICKY);
    ahead.at(6960).workflowTaskTimedOut(sticky, "SCHEDULE_TO_START");
    ahead.endsWith(COLD, ahead.workflowTask(COMMON), 6970);

    assertThat(words(split(ahead))).isEqualTo(words(split(right)));
  }

  @Test
  void withoutAKillOrAnEndThereIsNothingToSplit() {
    Story noKill = Story.begun("idle", "unassisted").closed(200);
    Story noEnd = Story.begun("idle", "unassisted").at(1000).strike().killed(1010);

    assertThat(RecoverySplit.of(noKill.history(), List.of(noKill.eventHistory()))).isEmpty();
    assertThat(RecoverySplit.of(noEnd.history(), List.of(noEnd.eventHistory()))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecoverySplit.of(noEnd.history(), List.of()));
  }

  @Test
  void aPointEndsWhereTheNextBegins() {
    Story story = Stories.afterIdle();
    History first = story.history();
    story.info(
        "harness",
        "begin",
        "workflowId",
        "another",
        "boundary",
        "idle",
        "wall",
        "2026-01-01T00:00:09Z");
    story.op(OpKind.INVOKE, "worker", "kill", "start", "2", "signal", "9");
    story.op(OpKind.OK, "worker", "kill", "start", "2", "code", "137");

    assertThat(split(story))
        .isEqualTo(RecoverySplit.of(first, List.of(story.eventHistory())).orElseThrow());
  }

  @Test
  void segmentsThatOverlapOrLeaveSomethingOutAreRefused() {
    Segment early = new Segment(Cause.WORK, 0, 5, "w", List.of());
    Segment late = new Segment(Cause.WORK, 6, 10, "w", List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RecoverySplit("wf", Optional.empty(), "", 0, 10, List.of(early, late)))
        .withMessageContaining("at 5 comes one from 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecoverySplit("wf", Optional.empty(), "", 0, 10, List.of(early)))
        .withMessageContaining("end at 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segment(Cause.WORK, 5, 5, "w", List.of()));
  }

  @ParameterizedTest
  @MethodSource("dev.crashproof.history.recovery.Stories#all")
  void theSumIsTheWholeAndAllOfItHasACause(Story story) {
    RecoverySplit split = split(story);

    assertThat(split.segments().stream().mapToLong(Segment::nanos).sum()).isEqualTo(split.nanos());
    assertThat(split.attributed()).isEqualTo(1);
    assertThat(split.segments()).allSatisfy(s -> assertThat(s.why()).isNotBlank());
  }

  /** Whatever evidence is missing: the segments partition the whole (their record refuses else). */
  @ParameterizedTest
  @MethodSource("dev.crashproof.history.recovery.Stories#all")
  void theSumIsTheWholeWhateverIsMissing(Story story) {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      List<Op> ops = new ArrayList<>(story.history().ops());
      ops.removeIf(op -> !keeps(op) && random.nextInt(6) == 0);
      EventHistory whole = story.eventHistory();
      List<Event> events = new ArrayList<>(whole.events());
      events.removeIf(e -> random.nextInt(8) == 0);

      RecoverySplit split =
          RecoverySplit.of(
                  new History(ops),
                  List.of(new EventHistory(whole.workflowId(), whole.runId(), events)))
              .orElseThrow();

      assertThat(split.segments().stream().mapToLong(Segment::nanos).sum())
          .isEqualTo(split.nanos());
      assertThat(split.attributed()).isBetween(0.0, 1.0);
    }
  }

  private static boolean keeps(Op op) {
    return op.name().equals("kill") || op.name().equals("closed") || op.name().equals("strike");
  }
}
