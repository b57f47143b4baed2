package dev.crashproof.history.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the tasks in a server's answer. */
final class HandedOver {
  /** Eager activities, which come in the answer to the request that scheduled them. */
  private static final String ACTIVITIES = "activities";

  private HandedOver() {}

  /** The task that a poll's answer handed over. */
  static List<Op> byPoll(Op answer) {
    return Rpc.of(answer.name()) == Rpc.POLL
            && answer.detail(WireOp.WORKFLOW_ID).isPresent()
            && !Wires.flag(answer, WireOp.EMPTY)
        ? List.of(answer)
        : List.of();
  }

  /**
   * The tasks that came in the answer to a RespondWorkflowTaskCompleted, each as an op that tells
   * of that task alone.
   *
   * @param of the task that the request ended: the new ones are of the same run
   */
  static List<Op> along(Op answer, Op of) {
    List<Op> tasks = new ArrayList<>();
    if (Wires.number(answer, WireOp.STARTED_EVENT, 0) > 0) {
      tasks.add(task(answer, of, Map.of()));
    }
    for (JsonNode activity : Json.array(answer, ACTIVITIES)) {
      tasks.add(
          task(
              answer,
              of,
              Map.of(
                  WireOp.ACTIVITY_ID, activity.path("id").asText(),
                  WireOp.ACTIVITY_TYPE, activity.path("type").asText(),
                  WireOp.ATTEMPT, activity.path("attempt").asText("1"),
                  WireOp.TOKEN, activity.path("token").asText())));
    }
    return List.copyOf(tasks);
  }

  /** Whether the task is a query alone; one that came along with a workflow task has none. */
  static boolean isQuery(Op task) {
    return task.detail(WireOp.QUERY).isPresent()
        && Wires.number(task, WireOp.STARTED_EVENT, 0) <= 0;
  }

  private static Op task(Op answer, Op of, Map<String, String> details) {
    Map<String, String> all = new TreeMap<>(answer.details());
    all.put(WireOp.WORKFLOW_ID, Wires.text(of, WireOp.WORKFLOW_ID));
    all.put(WireOp.RUN_ID, Wires.text(of, WireOp.RUN_ID));
    all.putAll(details);
    return new Op(
        answer.index(), answer.nanos(), answer.kind(), answer.process(), answer.name(), all);
  }
}
