package dev.crashproof.environment.servers;

import com.google.protobuf.util.Durations;
import dev.crashproof.environment.EnvironmentException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers namespaces and waits until they can really be used. */
public final class Namespaces {
  private static final Logger LOG = LoggerFactory.getLogger(Namespaces.class);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String PROBE = "crashproof-probe";

  private final WorkflowServiceStubs stubs;

  Namespaces(WorkflowServiceStubs stubs) {
    this.stubs = stubs;
  }

  /**
   * Registers a namespace and waits until it takes workflows.
   *
   * @param prefix the name's beginning: letters, digits, {@code -}
   * @return its name
   */
  public String register(String prefix) {
    if (!prefix.matches("[A-Za-z0-9][A-Za-z0-9-]{0,99}")) {
      throw new EnvironmentException(
          "A namespace's name can't begin with '%s': use letters, digits and -, 100 at most."
              .formatted(prefix));
    }
    String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    retrying("could not be registered", name, () -> registerOnce(name));
    awaitUsable(name);
    return name;
  }

  private void registerOnce(String name) {
    try {
      stub()
          .registerNamespace(
              RegisterNamespaceRequest.newBuilder()
                  .setNamespace(name)
                  .setWorkflowExecutionRetentionPeriod(Durations.fromDays(1))
                  .build());
    } catch (StatusRuntimeException e) {
      // ALREADY_EXISTS: an earlier try, whose answer was lost. The Java test server registers none
      // and takes any name.
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS
          && e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
    }
  }

  /**
   * Waits until a workflow can be started in the namespace and its first task is handed out: each
   * of the server's services has a namespace cache of its own, and that path goes through all that
   * a worker needs. The probe is terminated and deleted.
   */
  public void awaitUsable(String name) {
    // A server whose database has just come back may hold a task back for long: each try has a
    // queue and a workflow of its own, so that none waits for what another has lost.
    retrying("hands out no task", name, () -> probe(name));
  }

  private void probe(String name) {
    TaskQueue queue = TaskQueue.newBuilder().setName(PROBE + "-" + UUID.randomUUID()).build();
    WorkflowExecution probe = WorkflowExecution.newBuilder().setWorkflowId(queue.getName()).build();
    startProbe(name, queue, probe);
    try {
      takeTask(name, queue);
    } finally {
      forget(name, probe);
    }
  }

  private void startProbe(String name, TaskQueue queue, WorkflowExecution probe) {
    stub()
        .startWorkflowExecution(
            StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(name)
                .setWorkflowId(probe.getWorkflowId())
                .setWorkflowType(WorkflowType.newBuilder().setName(PROBE))
                .setTaskQueue(queue)
                .setIdentity(PROBE)
                .setRequestId(probe.getWorkflowId())
                .build());
  }

  private void takeTask(String name, TaskQueue queue) {
    boolean none =
        stub()
            .pollWorkflowTaskQueue(
                PollWorkflowTaskQueueRequest.newBuilder()
                    .setNamespace(name)
                    .setTaskQueue(queue)
                    .setIdentity(PROBE)
                    .build())
            .getTaskToken()
            .isEmpty();
    if (none) {
      throw Status.UNAVAILABLE.withDescription("an empty poll").asRuntimeException();
    }
  }

  private void forget(String name, WorkflowExecution probe) {
    try {
      stub()
          .terminateWorkflowExecution(
              TerminateWorkflowExecutionRequest.newBuilder()
                  .setNamespace(name)
                  .setWorkflowExecution(probe)
                  .setReason("the namespace is probed")
                  .build());
      stub()
          .deleteWorkflowExecution(
              DeleteWorkflowExecutionRequest.newBuilder()
                  .setNamespace(name)
                  .setWorkflowExecution(probe)
                  .build());
    } catch (StatusRuntimeException e) {
      // A probe that stays does no harm, and the Java test server can't delete.
      LOG.debug("A probe of the namespace {} stays.", name, e);
    }
  }

  private void retrying(String what, String name, Runnable call) {
    String[] last = {""};
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(BOUND)
          .until(
              () -> {
                try {
                  call.run();
                  return true;
                } catch (StatusRuntimeException e) {
                  last[0] = String.valueOf(e.getMessage());
                  if (hopeless(e.getStatus().getCode())) {
                    throw new EnvironmentException(sentence(what, name, last[0]), e);
                  }
                  return false;
                }
              });
    } catch (ConditionTimeoutException e) {
      throw new EnvironmentException(
          sentence(what, name, last[0] + ", for " + BOUND.toSeconds() + " s"), e);
    }
  }

  private static boolean hopeless(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED -> true;
      default -> false;
    };
  }

  private static String sentence(String what, String name, String why) {
    return "The namespace %s %s: %s.".formatted(name, what, why);
  }

  private WorkflowServiceBlockingStub stub() {
    return stubs.blockingStub().withDeadlineAfter(5, TimeUnit.SECONDS);
  }
}
