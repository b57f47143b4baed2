package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.Map;

/**
 * A task that was handed over, with all that is needed to answer it. Never leaves this package.
 *
 * @param facts what may be told of it
 * @param token the token itself
 * @param polled how it was asked for
 * @param queries the types of the queries that came with it, by their id; that of a task which is a
 *     query and nothing else under the empty id
 */
record HandedTask(OpenTask facts, ByteString token, PolledBy polled, Map<String, String> queries) {

  HandedTask {
    queries = Map.copyOf(queries);
  }

  /** What a message that carries the token is about. */
  Map<String, String> details() {
    Map<String, String> details = new HashMap<>();
    details.put(WireOp.TOKEN, facts.token());
    details.put(WireOp.WORKFLOW_ID, facts.workflowId());
    details.put(WireOp.RUN_ID, facts.runId());
    details.put(WireOp.WORKFLOW_TYPE, facts.workflowType());
    details.put(WireOp.ATTEMPT, Integer.toString(facts.attempt()));
    if (facts.kind() == TaskKind.ACTIVITY) {
      details.put(WireOp.ACTIVITY_ID, facts.activityId());
      details.put(WireOp.ACTIVITY_TYPE, facts.activityType());
    }
    return details;
  }
}
