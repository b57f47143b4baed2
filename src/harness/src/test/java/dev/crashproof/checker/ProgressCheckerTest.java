package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressCheckerTest {
  private static final Checker CHECKER = new ProgressChecker(Duration.ofSeconds(3));

  private final List<Event> events = new ArrayList<>();
  private final Wires wires = new Wires();

  private ProgressCheckerTest at(long second, String type, Map<String, String> attributes) {
    events.add(new Event(events.size() + 1L, Instant.EPOCH.plusSeconds(second), type, attributes));
    return this;
  }

  private ProgressCheckerTest at(long second, String type) {
    return at(second, type, Map.of());
  }

  private ProgressCheckerTest activity(long second) {
    return at(second, "ActivityTaskScheduled", Map.of("activityType", "a", "activityId", "a"));
  }

  @Test
  void aRunThatKeptGoingIsValid() {
    at(0, "WorkflowExecutionStarted").activity(2).at(4, "WorkflowExecutionCompleted");

    assertThat(verdict().reason())
        .isEqualTo(
            "it never stood still for longer than 2.0 s without a cause; 3.0 s at most are allowed");
    assertThat(verdict().validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void aRunThatStoodStillIsInvalidThoughItCompleted() {
    at(0, "WorkflowExecutionStarted").activity(1).at(11, "WorkflowExecutionCompleted");

    assertInvalid(
        "it stood still for 10.0 s, and 3.0 s at most are allowed: after ActivityTaskScheduled"
            + " (event 2) nothing happened until WorkflowExecutionCompleted (event 3)");
  }

  @Test
  void opsShowProgressToo() {
    at(0, "WorkflowExecutionStarted").activity(1).at(6, "WorkflowExecutionCompleted");
    wires.at(3).ask(WireOp.TEMPORAL, "RecordActivityTaskHeartbeat", Map.of());

    assertThat(verdict().validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void pollsThatBringNothingShowNone() {
    at(0, "WorkflowExecutionStarted").activity(1).at(6, "WorkflowExecutionCompleted");
    wires.at(3).pollsWorkflow().brings(Map.of(WireOp.EMPTY, "true"));

    assertThat(verdict().validity()).isEqualTo(Validity.INVALID);
  }

  @Test
  void aTimerExplainsItsOwnTime() {
    at(0, "WorkflowExecutionStarted")
        .at(1, "TimerStarted", Map.of("startToFireTimeout.seconds", "60"));
    at(62, "TimerFired", Map.of("startedEventId", "2")).at(63, "WorkflowExecutionCompleted");

    assertThat(verdict().validity()).as(verdict().reason()).isEqualTo(Validity.VALID);
  }

  @Test
  void aTimerExplainsNoMoreThanItsOwnTime() {
    at(0, "WorkflowExecutionStarted")
        .at(1, "TimerStarted", Map.of("startToFireTimeout.seconds", "60"));
    at(69, "TimerFired", Map.of("startedEventId", "2")).at(70, "WorkflowExecutionCompleted");

    assertInvalid("it stood still for 8.0 s");
  }

  @Test
  void aWaitForTheWorldIsExplainedByWhatEndedIt() {
    at(0, "WorkflowExecutionStarted").at(60, "WorkflowExecutionSignaled");
    at(61, "WorkflowExecutionCompleted");

    assertThat(verdict().validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void aSignalDoesNotExplainAnActivityThatStoodStill() {
    at(0, "WorkflowExecutionStarted").activity(0).at(60, "WorkflowExecutionSignaled");
    at(61, "WorkflowExecutionCompleted");

    assertInvalid("it stood still for 60.0 s");
  }

  @Test
  void aWorkflowThatNeverClosedIsStuckAndTheLastThingsAreTold() {
    at(0, "WorkflowExecutionStarted").activity(1);
    wires.op(OpKind.INVOKE, "worker", "start", Map.of());

    assertInvalid(
        "stuck: the workflow did not close; its last event is ActivityTaskScheduled (event 2), the"
            + " last op is INVOKE start of worker (op 1)");
    assertThat(verdict().ops()).extracting(op -> op.name()).containsExactly("start");
  }

  @Test
  void aWorkflowThatWaitsForGoodIsStuckToo() {
    at(0, "WorkflowExecutionStarted");

    assertInvalid("nothing was under way, so that it waits for a timer or for the world");
  }

  @Test
  void withoutAnEventHistoryNobodyCanTell() {
    assertThat(verdict().validity()).isEqualTo(Validity.UNKNOWN);
  }

  private Verdict verdict() {
    History history = wires.history();
    return CHECKER.check(
        new Evidence(
            history,
            new EventHistory("wf", "run", events),
            dev.crashproof.ledger.Ledger.empty(),
            Optional.empty()));
  }

  private void assertInvalid(String words) {
    assertThat(verdict().validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict().reason()).contains(words);
  }
}
