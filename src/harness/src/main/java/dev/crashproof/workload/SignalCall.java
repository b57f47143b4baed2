package dev.crashproof.workload;

import com.google.common.util.concurrent.ListenableFuture;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import java.util.Optional;
import java.util.function.Consumer;

/** A signal; its request id keeps the server from taking it twice. */
final class SignalCall extends ActCall<SignalWorkflowExecutionResponse> {

  SignalCall(
      TemporalNamespace namespace, OutsideAct act, String workflowId, Consumer<End> whenEnded) {
    super(namespace, act, workflowId, whenEnded);
  }

  @Override
  ListenableFuture<SignalWorkflowExecutionResponse> ask(WorkflowServiceFutureStub service) {
    return service.signalWorkflowExecution(
        SignalWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace())
            .setWorkflowExecution(workflow())
            .setSignalName(act().name())
            .setInput(arguments())
            .setRequestId(id())
            .build());
  }

  @Override
  Optional<End> end(SignalWorkflowExecutionResponse answer) {
    return Optional.of(End.answered(null));
  }
}
