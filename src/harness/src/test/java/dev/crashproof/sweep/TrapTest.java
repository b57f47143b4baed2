package dev.crashproof.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.MessageName;
import dev.crashproof.history.boundary.PlannedBoundary;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.lane.LiveNames;
import dev.crashproof.wire.FakePassage;
import dev.crashproof.wire.Ruling;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A workflow task that schedules {@code charge}, as a worker and its replacement answer it. */
class TrapTest {
  private static final String CALL = "RespondWorkflowTaskCompleted";
  private static final String NAME = CALL + " [ScheduleActivityTask charge#1]";

  private final Recorder recorder = new Recorder();
  private final LiveNames names = LiveNames.ofWorkflow("order");

  private Trap trap(String boundary, String... leadsTo) {
    Boundary at = Boundary.parse(boundary);
    PlannedBoundary planned =
        new PlannedBoundary(
            at,
            Optional.of(MessageName.parse(at.message())),
            true,
            Set.of(leadsTo).stream().map(MessageName::parse).collect(Collectors.toSet()));
    Trap trap = new Trap(planned, MessageName.parse(at.message()), names, "worker", 1);
    recorder.listen(names.andThen(trap));
    return trap;
  }

  private Op op(OpKind kind, String name, int start, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put(WireOp.WIRE, WireOp.TEMPORAL);
    details.put(WireOp.START, Integer.toString(start));
    details.put(WireOp.CONNECTION, Integer.toString(start));
    return recorder.record(kind, "worker", name, details);
  }

  /** A workflow task is handed to that start, and its completion arrives. */
  private FakePassage completion(int start, String attempt) {
    Op poll = op(OpKind.INVOKE, "PollWorkflowTaskQueue", start, Map.of());
    Map<String, String> task =
        Map.of(
            WireOp.WORKFLOW_ID, "order",
            WireOp.RUN_ID, "run",
            WireOp.TOKEN, "token-" + start,
            WireOp.ATTEMPT, attempt,
            WireOp.FIRST_EVENT, "1");
    Map<String, String> answer = new HashMap<>(task);
    answer.put(WireOp.EXCHANGE, Long.toString(poll.index()));
    answer.put(
        WireOp.CAUSES, "[{\"type\":\"WorkflowExecutionStarted\",\"name\":\"\",\"id\":\"\"}]");
    op(OpKind.OK, "PollWorkflowTaskQueue", start, answer);
    Map<String, String> completed = new HashMap<>(task);
    completed.put(
        WireOp.COMMANDS,
        "[{\"type\":\"ScheduleActivityTask\",\"name\":\"charge\",\"id\":\"id-of-charge\"}]");
    return new FakePassage(op(OpKind.INVOKE, CALL, start, completed));
  }

  private FakePassage other(String name) {
    return new FakePassage(op(OpKind.INVOKE, name, 1, Map.of()));
  }

  private void written(FakePassage passage, Step step) {
    op(
        OpKind.INFO,
        passage.arrived().name(),
        1,
        Map.of(
            WireOp.EXCHANGE, Long.toString(passage.arrived().index()),
            WireOp.STEP, step.word()));
  }

  @Test
  void holdsTheMessageAndTellsOnlyWhenTheWireHasWrittenSo() {
    Trap trap = trap("before " + NAME);
    FakePassage completion = completion(1, "1");

    assertThat(trap.request(completion)).isEqualTo(Ruling.hold());
    assertThat(trap.met()).isNotDone();

    written(completion, Step.HELD);
    assertThat(trap.met()).isCompletedWithValue(completion);
  }

  @Test
  void letsEverythingElsePassUntilThenAndNothingAfter() {
    Trap trap = trap("before " + NAME);

    assertThat(trap.request(other("GetSystemInfo"))).isEqualTo(Ruling.pass());
    trap.request(completion(1, "1"));
    FakePassage next = other("RecordWorkerHeartbeat");
    assertThat(trap.request(next)).isEqualTo(Ruling.hold());

    trap.dropCaught();
    assertThat(next.told()).containsExactly("drop " + next.arrived().name());
  }

  @Test
  void anotherStartOfTheWorkerIsNotItsVictim() {
    Trap trap = trap("before " + NAME);

    assertThat(trap.request(completion(2, "1"))).isEqualTo(Ruling.pass());
  }

  @Test
  void whatWasLetPassMustHaveGoneOnBeforeTheCutStandsStill() throws InterruptedException {
    Trap trap = trap("before " + NAME);
    FakePassage early = other("GetSystemInfo");
    trap.request(early);
    trap.request(completion(1, "1"));
    assertThat(trap.awaitStill(Duration.ZERO)).isFalse();

    written(early, Step.FORWARDED);
    assertThat(trap.awaitStill(Duration.ZERO)).isTrue();
  }

  @Test
  void aLateMessageMeetsItsRivalWhichWaits() {
    Trap trap = trap("late " + NAME);
    FakePassage late = completion(1, "1");
    trap.request(late);
    written(late, Step.HELD);
    FakePassage rival = completion(2, "2");

    assertThat(trap.request(rival)).isEqualTo(Ruling.hold());
    written(rival, Step.HELD);
    assertThat(trap.rival()).isCompletedWithValue(rival);
    assertThat(trap.request(completion(2, "3"))).as("only the first").isEqualTo(Ruling.pass());
  }

  @Test
  void whoAnswersWithTheDeadOnesTokenIsNoRival() {
    Trap trap = trap("late " + NAME);
    Op poll = op(OpKind.INVOKE, "PollWorkflowTaskQueue", 1, Map.of());
    Op given = op(OpKind.OK, "PollWorkflowTaskQueue", 1, Map.of(WireOp.TOKEN, "token-1"));
    trap.reply(new FakePassage(poll, Optional.of(given)));
    FakePassage late = completion(1, "1");
    trap.request(late);
    written(late, Step.HELD);
    Map<String, String> ofTheDead = new HashMap<>(late.arrived().details());
    Op reaping = op(OpKind.INVOKE, CALL, 2, ofTheDead);

    assertThat(trap.request(new FakePassage(reaping))).isEqualTo(Ruling.pass());

    assertThat(trap.request(completion(2, "2"))).isEqualTo(Ruling.hold());
  }

  @Test
  void aTaskThatReachesTheWorkerSpringsTheTrapAndGoesOn() {
    Trap trap = trap("delivered workflow task [WorkflowExecutionStarted]");
    Op poll = op(OpKind.INVOKE, "PollWorkflowTaskQueue", 1, Map.of());
    Op answer =
        op(
            OpKind.OK,
            "PollWorkflowTaskQueue",
            1,
            Map.of(
                WireOp.EXCHANGE, Long.toString(poll.index()),
                WireOp.WORKFLOW_ID, "order",
                WireOp.RUN_ID, "run",
                WireOp.TOKEN, "token",
                WireOp.ATTEMPT, "1",
                WireOp.FIRST_EVENT, "1",
                WireOp.CAUSES,
                    "[{\"type\":\"WorkflowExecutionStarted\",\"name\":\"\",\"id\":\"\"}]"));
    FakePassage handed = new FakePassage(poll, Optional.of(answer));

    assertThat(trap.reply(handed)).isEqualTo(Ruling.pass());
    assertThat(trap.met()).isCompletedWithValue(handed);
    assertThat(trap.request(other("RespondWorkflowTaskCompleted"))).isEqualTo(Ruling.hold());
    assertThat(trap.confirmed()).isDone();
  }

  @Test
  void letsAllPassOnceDisarmed() {
    Trap trap = trap("before " + NAME);
    trap.disarm();

    assertThat(trap.request(completion(1, "1"))).isEqualTo(Ruling.pass());
    assertThat(trap.met()).isNotDone();
  }

  /** The activity is handed to that start. */
  private void handed(int start, String attempt) {
    Op poll = op(OpKind.INVOKE, "PollActivityTaskQueue", start, Map.of());
    op(
        OpKind.OK,
        "PollActivityTaskQueue",
        start,
        Map.of(
            WireOp.EXCHANGE, Long.toString(poll.index()),
            WireOp.WORKFLOW_ID, "order",
            WireOp.RUN_ID, "run",
            WireOp.TOKEN, "activity-" + start,
            WireOp.ACTIVITY_ID, "id-of-charge",
            WireOp.ACTIVITY_TYPE, "charge",
            WireOp.ATTEMPT, attempt));
  }

  private FakePassage insert(int start) {
    return new FakePassage(
        recorder.record(
            OpKind.INVOKE,
            "worker",
            "insert",
            Map.of(
                WireOp.WIRE,
                WireOp.POSTGRES,
                WireOp.START,
                Integer.toString(start),
                WireOp.CONNECTION,
                "7" + start,
                WireOp.TEXT,
                "insert into charges values ($1)")));
  }

  @Test
  void aStatementThatGetsNoAnswerWaitsForTheLateOnesTransaction() {
    Trap trap = trap("late database charge#1 insert #2");
    completion(1, "1");
    handed(1, "1");
    assertThat(trap.request(insert(1))).isEqualTo(Ruling.pass());
    assertThat(trap.request(insert(1))).isEqualTo(Ruling.hold());
    handed(2, "2");
    FakePassage blocked = insert(2);

    assertThat(trap.request(blocked)).isEqualTo(Ruling.pass());

    assertThat(trap.waiting()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(blocked);
    assertThat(trap.rivalled()).isFalse();
  }
}
