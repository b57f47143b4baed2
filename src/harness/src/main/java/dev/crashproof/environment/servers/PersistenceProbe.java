package dev.crashproof.environment.servers;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.concurrent.TimeUnit;

/**
 * Asks a Temporal server, once, for what it can only know from its database: the namespace of its
 * own that every server has, and workflows in it that nobody started. Throws where it can't tell.
 */
final class PersistenceProbe implements Runnable {
  private static final String NAMESPACE = "temporal-system";
  // A workflow's id decides its shard; of so many ids each of a test server's few shards has one.
  private static final int WORKFLOWS = 32;

  private final WorkflowServiceStubs stubs;

  PersistenceProbe(WorkflowServiceStubs stubs) {
    this.stubs = stubs;
  }

  @Override
  public void run() {
    stub().describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(NAMESPACE).build());
    for (int i = 1; i <= WORKFLOWS; i++) {
      describe("crashproof-probe-" + i);
    }
  }

  private void describe(String workflowId) {
    try {
      stub()
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(NAMESPACE)
                  .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                  .build());
    } catch (StatusRuntimeException e) {
      // That there is none is an answer from the database.
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  private WorkflowServiceBlockingStub stub() {
    return stubs.blockingStub().withDeadlineAfter(2, TimeUnit.SECONDS);
  }
}
