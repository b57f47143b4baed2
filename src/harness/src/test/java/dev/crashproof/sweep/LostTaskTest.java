package dev.crashproof.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LostTaskTest {
  private final Recorder recorder = new Recorder();

  private static Event timedOut(String type) {
    return new Event(
        4,
        Instant.EPOCH,
        "WorkflowTaskTimedOut",
        Map.of("timeoutType", "TIMEOUT_TYPE_" + type, "startedEventId", "3"));
  }

  private Evidence evidence(Event... events) {
    History history = recorder.history();
    return new Evidence(
        history,
        new EventHistory("order", "run", List.of(events)),
        Ledger.empty(),
        Optional.empty());
  }

  private boolean lost(Event... events) {
    return LostTask.in(evidence(events));
  }

  private boolean explains(Verdict... verdicts) {
    return LostTask.explains(
        new PointRun(
            "order",
            Optional.empty(),
            evidence(timedOut("START_TO_CLOSE")),
            new Judgement(List.of(verdicts)),
            Optional.empty()));
  }

  @Test
  void itExplainsTimeAndNothingElse() {
    Verdict slow = Verdict.invalid("recovery-bound", "too late");
    Verdict lost = Verdict.invalid("lost", "an effect is missing");

    assertThat(explains(Verdict.valid("lost", "none"))).isTrue();
    assertThat(explains(slow)).isTrue();
    assertThat(explains(slow, lost)).isFalse();
  }

  @Test
  void aStartedTaskThatNoWireSawWasLost() {
    assertThat(lost(timedOut("START_TO_CLOSE"))).isTrue();
  }

  @Test
  void oneThatWasHandedToAWorkerDiedWithIt() {
    recorder.record(
        OpKind.OK, "worker", "PollWorkflowTaskQueue", Map.of(WireOp.STARTED_EVENT, "3"));

    assertThat(lost(timedOut("START_TO_CLOSE"))).isFalse();
  }

  @Test
  void aStickyQueueThatNobodyPolledLostNothing() {
    assertThat(lost(timedOut("SCHEDULE_TO_START"))).isFalse();
  }
}
