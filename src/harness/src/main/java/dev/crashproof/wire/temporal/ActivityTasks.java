package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.grpc.Caller;
import dev.crashproof.wire.grpc.Reading;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads what a worker does with activity tasks. */
final class ActivityTasks {
  private static final int HEARTBEAT_LENGTH = 200;
  private static final Set<Integer> RESULT =
      Set.of(RespondActivityTaskCompletedRequest.RESULT_FIELD_NUMBER);
  private static final Set<Integer> RESULT_BY_ID =
      Set.of(RespondActivityTaskCompletedByIdRequest.RESULT_FIELD_NUMBER);

  private final Memory memory;
  private final Settling settling;

  ActivityTasks(Memory memory, Settling settling) {
    this.memory = memory;
    this.settling = settling;
  }

  Reading completed(Caller caller, ByteString request) throws IOException {
    return settling.answer(
        RespondActivityTaskCompletedRequest.parseFrom(Split.of(request, RESULT).rest())
            .getTaskToken());
  }

  Reading failed(Caller caller, ByteString request) throws IOException {
    RespondActivityTaskFailedRequest failed = RespondActivityTaskFailedRequest.parseFrom(request);
    return settling.answer(failed.getTaskToken(), failed.getFailure().getMessage());
  }

  Reading canceled(Caller caller, ByteString request) throws IOException {
    return settling.answer(RespondActivityTaskCanceledRequest.parseFrom(request).getTaskToken());
  }

  Reading heartbeat(Caller caller, ByteString request) throws IOException {
    RecordActivityTaskHeartbeatRequest beat = RecordActivityTaskHeartbeatRequest.parseFrom(request);
    Map<String, String> details =
        new HashMap<>(settling.details(Token.fingerprint(beat.getTaskToken())));
    details.put(WireOp.HEARTBEAT, text(beat.getDetails()));
    return Read.of(details);
  }

  Reading completedById(Caller caller, ByteString request) throws IOException {
    var completed =
        RespondActivityTaskCompletedByIdRequest.parseFrom(Split.of(request, RESULT_BY_ID).rest());
    return Read.of(
        details(completed.getWorkflowId(), completed.getRunId(), completed.getActivityId()));
  }

  Reading failedById(Caller caller, ByteString request) throws IOException {
    var failed = RespondActivityTaskFailedByIdRequest.parseFrom(request);
    return Read.of(details(failed.getWorkflowId(), failed.getRunId(), failed.getActivityId()));
  }

  Reading canceledById(Caller caller, ByteString request) throws IOException {
    var canceled = RespondActivityTaskCanceledByIdRequest.parseFrom(request);
    return Read.of(
        details(canceled.getWorkflowId(), canceled.getRunId(), canceled.getActivityId()));
  }

  Reading heartbeatById(Caller caller, ByteString request) throws IOException {
    var beat = RecordActivityTaskHeartbeatByIdRequest.parseFrom(request);
    Map<String, String> details =
        details(beat.getWorkflowId(), beat.getRunId(), beat.getActivityId());
    details.put(WireOp.HEARTBEAT, text(beat.getDetails()));
    return Read.of(details);
  }

  private static String text(Payloads details) {
    return Json.text(details, HEARTBEAT_LENGTH);
  }

  private Map<String, String> details(String workflowId, String runId, String activityId) {
    Map<String, String> details = new HashMap<>();
    details.put(WireOp.WORKFLOW_ID, workflowId);
    details.put(WireOp.RUN_ID, runId);
    details.put(WireOp.ACTIVITY_ID, activityId);
    RunMemory run = memory.runs().known(runId);
    String type = run == null ? "" : run.activityType(activityId);
    if (!type.isEmpty()) {
      details.put(WireOp.ACTIVITY_TYPE, type);
    }
    return details;
  }
}
