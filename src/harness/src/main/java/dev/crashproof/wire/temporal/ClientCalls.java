package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.grpc.Caller;
import dev.crashproof.wire.grpc.Reading;
import io.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import java.io.IOException;
import java.util.Map;

/** Reads what a worker does as a client: its activities may start and signal workflows. */
final class ClientCalls {
  Reading start(Caller caller, ByteString request) throws IOException {
    var start = StartWorkflowExecutionRequest.parseFrom(request);
    return Read.of(details(start.getWorkflowId(), start.getWorkflowType().getName()))
        .answering(
            answer ->
                Map.of(WireOp.RUN_ID, StartWorkflowExecutionResponse.parseFrom(answer).getRunId()));
  }

  Reading signalWithStart(Caller caller, ByteString request) throws IOException {
    var start = SignalWithStartWorkflowExecutionRequest.parseFrom(request);
    return Read.of(details(start.getWorkflowId(), start.getWorkflowType().getName()))
        .answering(
            answer ->
                Map.of(
                    WireOp.RUN_ID,
                    SignalWithStartWorkflowExecutionResponse.parseFrom(answer).getRunId()));
  }

  Reading signal(Caller caller, ByteString request) throws IOException {
    var execution = SignalWorkflowExecutionRequest.parseFrom(request).getWorkflowExecution();
    return Read.of(
        Map.of(WireOp.WORKFLOW_ID, execution.getWorkflowId(), WireOp.RUN_ID, execution.getRunId()));
  }

  private static Map<String, String> details(String workflowId, String type) {
    return Map.of(WireOp.WORKFLOW_ID, workflowId, WireOp.WORKFLOW_TYPE, type);
  }
}
