package dev.crashproof.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.PendingActivity;
import dev.crashproof.history.WorkflowSnapshot;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of a Temporal server, as the harness drives and watches it. It knows workflows by
 * their type's name and their input as JSON, so the worker may be in any language.
 */
public final class TemporalNamespace implements AutoCloseable {
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final String namespace;
  private volatile @Nullable Boolean waitsForEvents;

  private TemporalNamespace(WorkflowServiceStubs service, String namespace) {
    this.service = service;
    this.namespace = namespace;
    this.client =
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
  }

  /**
   * Connects to a namespace that exists.
   *
   * @param address the frontend's {@code host:port}
   * @param namespace the namespace's name
   */
  public static TemporalNamespace connect(String address, String namespace) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    return new TemporalNamespace(service, namespace);
  }

  /** The namespace's name. */
  public String name() {
    return namespace;
  }

  /** The server's service, for what is asked of it beside this class. */
  WorkflowServiceStubs service() {
    return service;
  }

  /** Starts a workflow and returns when the server has it. */
  public WorkflowRun start(WorkflowSpec spec, String workflowId) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            spec.type(),
            WorkflowOptions.newBuilder()
                .setTaskQueue(spec.taskQueue())
                .setWorkflowId(workflowId)
                .build());
    long start = System.nanoTime();
    WorkflowExecution execution = stub.start(spec.input().toArray());
    return new WorkflowRun(
        execution.getWorkflowId(), execution.getRunId(), start, System.nanoTime());
  }

  /** Sends a signal; the server keeps it even while no worker lives. */
  public void signal(WorkflowRun run, String signal, JsonNode argument) {
    stub(run).signal(signal, argument);
  }

  /** Asks a worker, through the server, for a query's answer. */
  public JsonNode query(WorkflowRun run, String query) {
    return stub(run).query(query, JsonNode.class);
  }

  /** Sends an update and waits for its answer from a worker. */
  public JsonNode update(WorkflowRun run, String update, JsonNode argument) {
    return stub(run).update(update, JsonNode.class, argument);
  }

  /**
   * The run's event history so far. Outlasts a restart of the server.
   *
   * @throws IllegalStateException when the server does not answer
   */
  public EventHistory eventHistory(WorkflowRun run) {
    return outlasting(() -> readEventHistory(run));
  }

  private EventHistory readEventHistory(WorkflowRun run) {
    GetWorkflowExecutionHistoryRequest.Builder request = eventHistoryOf(run);
    List<HistoryEvent> events = new ArrayList<>();
    GetWorkflowExecutionHistoryResponse page;
    do {
      page = service.blockingStub().getWorkflowExecutionHistory(request.build());
      events.addAll(page.getHistory().getEventsList());
      request.setNextPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return EventHistories.of(run.workflowId(), run.runId(), events);
  }

  /**
   * The run's event history and its pending activities. Outlasts a restart of the server.
   *
   * @throws IllegalStateException when the server does not answer
   */
  public WorkflowSnapshot snapshot(WorkflowRun run) {
    List<PendingActivity> pending = outlasting(() -> pendingActivities(run));
    return new WorkflowSnapshot(eventHistory(run), pending);
  }

  private List<PendingActivity> pendingActivities(WorkflowRun run) {
    return describe(run).getPendingActivitiesList().stream()
        .map(TemporalNamespace::pending)
        .toList();
  }

  /** What the server tells of a run beside its event history; asked once. */
  DescribeWorkflowExecutionResponse describe(WorkflowRun run) {
    return service
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(execution(run))
                .build());
  }

  /** Ends a run at once, whatever it does; one that has closed meanwhile is left alone. */
  public void terminate(WorkflowRun run, String reason) {
    try {
      stub(run).terminate(reason);
    } catch (WorkflowNotFoundException e) {
      // It has closed by itself: what was wanted.
    }
  }

  /**
   * Waits until the run has closed.
   *
   * @param bound how long to wait
   * @return how it closed; empty if it did not within the bound
   */
  public Optional<Completion> awaitClosed(WorkflowRun run, Duration bound) {
    return new ClosingPoll(service, eventHistoryOf(run)).await(bound);
  }

  /**
   * Whether this server can be asked to wait for new events; the SDK's Java test server answers
   * that with an error. Asked once.
   */
  boolean waitsForEvents() {
    Boolean known = waitsForEvents;
    if (known == null) {
      // It is the one server that does not tell who polls either.
      known = outlasting(this::tellsPollers);
      waitsForEvents = known;
    }
    return known;
  }

  /** Whether this server tells who polls; the SDK's Java test server does not. */
  public boolean tellsPollers() {
    try {
      pollers("crashproof-nobody");
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Whether the server has lately been polled for workflow tasks on the task queue. The server
   * remembers a poll for minutes, and a dead worker's like a living one's.
   */
  public boolean polled(String taskQueue) {
    return !pollers(taskQueue).isEmpty();
  }

  /** Who lately polled for workflow tasks on the task queue, living or dead, and when last. */
  public Set<Poller> pollers(String taskQueue) {
    return service
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(namespace)
                .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build())
        .getPollersList()
        .stream()
        .map(p -> new Poller(p.getIdentity(), EventHistories.instant(p.getLastAccessTime())))
        .collect(Collectors.toSet());
  }

  /**
   * How many workflow executions the server's visibility store lists for a query. What happened
   * just now may be missing from it.
   *
   * @param query in Temporal's list filter: {@code TaskQueue = 'default' AND ExecutionStatus =
   *     'Running'}
   */
  public long count(String query) {
    return outlasting(
        () ->
            service
                .blockingStub()
                .countWorkflowExecutions(
                    CountWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(namespace)
                        .setQuery(query)
                        .build())
                .getCount());
  }

  private <T> T outlasting(Callable<T> question) {
    try {
      return Outage.OF_A_RESTART.outlast(question, TemporalNamespace::isDown);
    } catch (StatusRuntimeException e) {
      throw new IllegalStateException(
          "The Temporal server at %s did not tell of a workflow in the namespace %s (%s): see whether it runs, and its log."
              .formatted(
                  service.getOptions().getTarget(), namespace, String.valueOf(e.getMessage())),
          e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the failure is that of a server that is down, or does not answer in time. */
  static boolean isDown(Exception e) {
    return e instanceof StatusRuntimeException failed
        && switch (failed.getStatus().getCode()) {
          case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> true;
          // The server's own doing, when it ends or the worker that had the task is gone; unless
          // this thread was told to stop.
          case CANCELLED -> !Thread.currentThread().isInterrupted();
          default -> false;
        };
  }

  @Override
  public void close() {
    service.shutdownNow();
    service.awaitTermination(5, TimeUnit.SECONDS);
  }

  private WorkflowStub stub(WorkflowRun run) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder()
            .setWorkflowId(run.workflowId())
            .setRunId(run.runId())
            .build(),
        Optional.empty());
  }

  private static PendingActivity pending(io.temporal.api.workflow.v1.PendingActivityInfo activity) {
    return new PendingActivity(
        activity.getActivityId(),
        activity.getActivityType().getName(),
        activity.getState().name().substring("PENDING_ACTIVITY_STATE_".length()),
        activity.getAttempt(),
        activity.hasHeartbeatDetails()
            ? Optional.of(EventHistories.json(activity.getHeartbeatDetails()))
            : Optional.empty());
  }

  /** A request for that run's event history. */
  GetWorkflowExecutionHistoryRequest.Builder eventHistoryOf(WorkflowRun run) {
    return GetWorkflowExecutionHistoryRequest.newBuilder()
        .setNamespace(namespace)
        .setExecution(execution(run));
  }

  static WorkflowExecution execution(WorkflowRun run) {
    return WorkflowExecution.newBuilder()
        .setWorkflowId(run.workflowId())
        .setRunId(run.runId())
        .build();
  }
}
