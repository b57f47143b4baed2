package dev.crashproof.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an environment keeps whose server can be killed. */
public interface RestartContract extends EnvironmentContract {

  @Test
  default void aServerThatWasKilledComesBackAtItsAddressWithItsWorkflows() {
    RestartableServer server = (RestartableServer) environment();
    String namespace = environment().newNamespace("restart");
    String address = environment().temporalAddress();
    WorkflowServiceStubs stubs = EnvironmentContract.stubs(environment());
    try {
      startWorkflow(stubs, namespace);

      server.killServer();
      assertThatThrownBy(
              () ->
                  stubs
                      .blockingStub()
                      .withDeadlineAfter(2, TimeUnit.SECONDS)
                      .getSystemInfo(GetSystemInfoRequest.getDefaultInstance()))
          .isInstanceOf(StatusRuntimeException.class);
      server.startServer();

      assertThat(environment().temporalAddress()).isEqualTo(address);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .ignoreException(StatusRuntimeException.class)
          .until(
              () ->
                  status(stubs, namespace)
                      == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      // Hands out a workflow task, too: one that looks for its last life's services does not.
      assertThat(environment().newNamespace("afterwards")).isNotBlank();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static void startWorkflow(WorkflowServiceStubs stubs, String namespace) {
    stubs
        .blockingStub()
        .startWorkflowExecution(
            StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowId("survivor")
                .setWorkflowType(WorkflowType.newBuilder().setName("Survivor"))
                .setTaskQueue(TaskQueue.newBuilder().setName("nobody-polls"))
                .setRequestId("survivor")
                .build());
  }

  private static WorkflowExecutionStatus status(WorkflowServiceStubs stubs, String namespace) {
    stubs.getRawChannel().resetConnectBackoff();
    return stubs
        .blockingStub()
        .withDeadlineAfter(2, TimeUnit.SECONDS)
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId("survivor"))
                .build())
        .getWorkflowExecutionInfo()
        .getStatus();
  }
}
