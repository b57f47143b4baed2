package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Wires.Talk;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each interesting state is seen by what shows it, and by nothing less. */
class StatesTest {
  private final Run run = new Run();
  private final Wires wires = new Wires();

  private Set<String> states() {
    return States.of(run.evidence(wires.history()));
  }

  @Test
  void aSoundRunHasNone() {
    assertThat(States.of(Story.sound().evidence())).isEmpty();
  }

  @Test
  void timeoutsAreToldApart() {
    run.event("WorkflowTaskTimedOut", Map.of("timeoutType", "TIMEOUT_TYPE_SCHEDULE_TO_START"));
    assertThat(states()).containsExactly(States.STICKY_QUEUE_LOST);
    run.event("WorkflowTaskTimedOut", Map.of("timeoutType", "StartToClose"));
    run.event("ActivityTaskTimedOut");
    assertThat(states())
        .containsExactlyInAnyOrder(
            States.STICKY_QUEUE_LOST, States.WORKFLOW_TASK_TIMED_OUT, States.ACTIVITY_TIMED_OUT);
  }

  @Test
  void aStickyQueueIsInheritedByALaterStartThatPollsIt() {
    Map<String, String> sticky = Map.of(WireOp.STICKY, "true", WireOp.QUEUE, "worker@1:uuid");
    wires.ask(WireOp.TEMPORAL, "PollWorkflowTaskQueue", sticky);
    wires.ask(WireOp.TEMPORAL, "PollWorkflowTaskQueue", sticky);
    wires.start(2).ask(WireOp.TEMPORAL, "PollWorkflowTaskQueue", Map.of(WireOp.QUEUE, "default"));
    assertThat(states()).isEmpty();
    wires.ask(WireOp.TEMPORAL, "PollWorkflowTaskQueue", sticky);
    assertThat(states()).containsExactly(States.STICKY_QUEUE_INHERITED);
  }

  @Test
  void aRetryIsSeenInAnyRecord() {
    run.activity("charge", "c", 2);
    assertThat(states()).containsExactly(States.RETRY_TAKEN);
    wires.activityTask("mail", "m", 2);
    assertThat(States.of(new Run().evidence(wires.history()))).containsExactly(States.RETRY_TAKEN);
  }

  @Test
  void aHeartbeatIsResumedByALaterAttempt() {
    Talk first = wires.activityTask("charge", "c", 1);
    wires
        .ask(
            WireOp.TEMPORAL,
            "RecordActivityTaskHeartbeat",
            Map.of(WireOp.TOKEN, first.token(), WireOp.HEARTBEAT, "3"))
        .done();
    assertThat(states()).isEmpty();
    wires.start(2).activityTask("charge", "c", 2);
    assertThat(states()).containsExactly(States.HEARTBEAT_RESUMED, States.RETRY_TAKEN);
  }

  @Test
  void anEffectIsFencedWhereAnAttemptChangedNothing() {
    run.effect("c", "5").attempt("c", 1, true);
    assertThat(states()).isEmpty();
    run.attempt("c", 1, true);
    assertThat(states()).containsExactly(States.EFFECT_FENCED);
  }

  @Test
  void anUpdateBetweenAKillAndTheNextTaskCameDuringRecovery() {
    wires.kill().replacement();
    wires.workflowTask(3);
    wires.op(OpKind.INVOKE, "client", "update approve", Map.of());
    assertThat(states()).isEmpty();
    wires.kill().op(OpKind.INVOKE, "client", "update approve", Map.of());
    wires.replacement().workflowTask(5);
    assertThat(states()).containsExactly(States.UPDATE_DURING_RECOVERY);
  }

  @Test
  void anUpdateThatWaitsWhenItsWorkerDiesIsMetByTheRecovery() {
    wires.op(OpKind.INVOKE, "client", "update", Map.of("act", "one"));
    wires.op(OpKind.OK, "client", "update", Map.of("act", "one"));
    wires.kill().replacement();
    wires.workflowTask(3);
    assertThat(states()).isEmpty();
    wires.op(OpKind.INVOKE, "client", "update", Map.of("act", "two"));
    wires.kill().replacement();
    wires.workflowTask(5);
    wires.op(OpKind.OK, "client", "update", Map.of("act", "two"));
    assertThat(states()).containsExactly(States.UPDATE_DURING_RECOVERY);
  }
}
