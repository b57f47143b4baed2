package dev.crashproof.history.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.recovery.HandedTask.Kind;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandedTasksTest {
  private final Recorder recorder = new Recorder();

  private Op op(OpKind kind, String call, Map<String, String> details) {
    Map<String, String> all = new HashMap<>(details);
    all.put(WireOp.WIRE, WireOp.TEMPORAL);
    all.put(WireOp.START, "1");
    return recorder.record(kind, "worker", call, all);
  }

  private void answered(String call, Map<String, String> request, Map<String, String> answer) {
    Op sent = op(OpKind.INVOKE, call, request);
    Map<String, String> all = new HashMap<>(answer);
    all.put(WireOp.EXCHANGE, Long.toString(sent.index()));
    op(OpKind.OK, call, all);
  }

  private List<HandedTask> tasks() {
    return HandedTasks.of(recorder.history());
  }

  @Test
  void eagerActivitiesComeWithTheAnswerToAWorkflowTask() {
    answered(
        "RespondWorkflowTaskCompleted",
        Map.of(WireOp.TOKEN, "wt", WireOp.WORKFLOW_ID, "wf", WireOp.RUN_ID, "run"),
        Map.of(
            WireOp.ACTIVITIES,
            "[{\"type\":\"a\",\"id\":\"1\",\"attempt\":1,\"token\":\"at-1\"},"
                + "{\"type\":\"b\",\"id\":\"2\",\"attempt\":1,\"token\":\"at-2\"}]"));
    answered("RespondActivityTaskCompleted", Map.of(WireOp.TOKEN, "at-2"), Map.of());

    assertThat(tasks()).extracting(HandedTask::kind).containsOnly(Kind.ACTIVITY);
    assertThat(tasks()).extracting(HandedTask::activityId).containsExactly("1", "2");
    assertThat(tasks()).extracting(HandedTask::workflowId).containsOnly("wf");
    assertThat(tasks().get(0).settled()).isEmpty();
    assertThat(tasks().get(1).committed()).isPresent();
  }

  @Test
  void aWorkflowTaskMayComeThereToo() {
    answered(
        "RespondWorkflowTaskCompleted",
        Map.of(WireOp.TOKEN, "wt-1"),
        Map.of(WireOp.TOKEN, "wt-2", WireOp.STARTED_EVENT, "7", WireOp.WORKFLOW_ID, "wf"));

    assertThat(tasks()).extracting(HandedTask::token).containsExactly("wt-2");
    assertThat(tasks().get(0).kind()).isEqualTo(Kind.WORKFLOW);
  }

  @Test
  void aQueryAloneIsItsOwnKindAndAnEmptyPollIsNothing() {
    answered(
        "PollWorkflowTaskQueue",
        Map.of(),
        Map.of(WireOp.TOKEN, "q", WireOp.QUERY, "status", WireOp.WORKFLOW_ID, "wf"));
    answered(
        "PollWorkflowTaskQueue",
        Map.of(),
        Map.of(WireOp.TOKEN, "w", WireOp.QUERY, "status", WireOp.STARTED_EVENT, "3"));
    answered("PollActivityTaskQueue", Map.of(), Map.of(WireOp.EMPTY, "true"));

    assertThat(tasks()).extracting(HandedTask::kind).containsExactly(Kind.QUERY, Kind.WORKFLOW);
  }

  @Test
  void aMessageThatIsRepeatedCountsAsTheServerTookIt() {
    answered("PollActivityTaskQueue", Map.of(), Map.of(WireOp.TOKEN, "t", WireOp.ACTIVITY_ID, "1"));
    op(OpKind.INVOKE, "RespondActivityTaskCompleted", Map.of(WireOp.TOKEN, "t"));
    answered("RespondActivityTaskCompleted", Map.of(WireOp.TOKEN, "t"), Map.of());

    assertThat(tasks().get(0).committed()).isPresent();
  }

  @Test
  void whatIsNoJsonIsRefused() {
    answered("RespondWorkflowTaskCompleted", Map.of(), Map.of(WireOp.ACTIVITIES, "{["));

    assertThatIllegalArgumentException()
        .isThrownBy(this::tasks)
        .withMessageContaining("activities");
  }
}
