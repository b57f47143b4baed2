package dev.crashproof.workload;

import com.google.common.util.concurrent.ListenableFuture;
import dev.crashproof.history.OpKind;
import io.grpc.Status;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import java.util.Optional;
import java.util.function.Consumer;

/** A query; a worker that dies with it leaves it to the next try. */
final class QueryCall extends ActCall<QueryWorkflowResponse> {
  private static final long FIRST_TRY_MILLIS = 1_000;
  private static final long LONGEST_TRY_MILLIS = 10_000;

  QueryCall(
      TemporalNamespace namespace, OutsideAct act, String workflowId, Consumer<End> whenEnded) {
    super(namespace, act, workflowId, whenEnded);
  }

  @Override
  ListenableFuture<QueryWorkflowResponse> ask(WorkflowServiceFutureStub service) {
    return service.queryWorkflow(
        QueryWorkflowRequest.newBuilder()
            .setNamespace(namespace())
            .setExecution(workflow())
            .setQuery(
                WorkflowQuery.newBuilder().setQueryType(act().name()).setQueryArgs(arguments()))
            .build());
  }

  @Override
  Optional<End> end(QueryWorkflowResponse answer) {
    return Optional.of(End.answered(EventHistories.json(answer.getQueryResult())));
  }

  /** No worker polls, or none has answered yet. */
  @Override
  boolean passing(Status status) {
    return status.getCode() == Status.Code.FAILED_PRECONDITION;
  }

  /** Short at first, for the answer of a dead worker; then long enough for a slow one. */
  @Override
  long tryMillis(int triesBefore) {
    return Math.min(FIRST_TRY_MILLIS << Math.min(triesBefore, 10), LONGEST_TRY_MILLIS);
  }

  @Override
  OpKind failed(Status status) {
    return OpKind.FAIL;
  }
}
