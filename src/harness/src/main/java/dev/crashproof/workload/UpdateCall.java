package dev.crashproof.workload;

import com.google.common.util.concurrent.ListenableFuture;
import dev.crashproof.history.OpKind;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;
import io.temporal.api.update.v1.Input;
import io.temporal.api.update.v1.Meta;
import io.temporal.api.update.v1.Outcome;
import io.temporal.api.update.v1.Request;
import io.temporal.api.update.v1.WaitPolicy;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** An update, always under the same id, until a worker has answered it. */
final class UpdateCall extends ActCall<UpdateWorkflowExecutionResponse> {
  private final Function<String, Optional<String>> acceptedBy;

  /**
   * An update on its way.
   *
   * @param acceptedBy the id of the run that has accepted the update of that id, if one has: a
   *     workflow that has continued as new since must not be given it again
   */
  UpdateCall(
      TemporalNamespace namespace,
      OutsideAct act,
      String workflowId,
      Function<String, Optional<String>> acceptedBy,
      Consumer<End> whenEnded) {
    super(namespace, act, workflowId, whenEnded);
    this.acceptedBy = acceptedBy;
  }

  @Override
  ListenableFuture<UpdateWorkflowExecutionResponse> ask(WorkflowServiceFutureStub service) {
    WorkflowExecution.Builder workflow = workflow().toBuilder();
    acceptedBy.apply(id()).ifPresent(workflow::setRunId);
    return service.updateWorkflowExecution(
        UpdateWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace())
            .setWorkflowExecution(workflow)
            .setWaitPolicy(
                WaitPolicy.newBuilder()
                    .setLifecycleStage(
                        UpdateWorkflowExecutionLifecycleStage
                            .UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED))
            .setRequest(
                Request.newBuilder()
                    .setMeta(Meta.newBuilder().setUpdateId(id()))
                    .setInput(Input.newBuilder().setName(act().name()).setArgs(arguments())))
            .build());
  }

  @Override
  Optional<End> end(UpdateWorkflowExecutionResponse answer) {
    if (!answer.hasOutcome()) {
      return Optional.empty();
    }
    Outcome outcome = answer.getOutcome();
    return Optional.of(
        outcome.hasSuccess()
            ? End.answered(EventHistories.json(outcome.getSuccess()))
            // Refused by a validator, or taken and failed: the answer does not tell which.
            : End.refused(OpKind.INFO, outcome.getFailure().getMessage()));
  }

  /** The server gives an update back when the workflow task that carried it is lost. */
  @Override
  boolean passing(Status status) {
    return status.getCode() == Status.Code.ABORTED;
  }
}
