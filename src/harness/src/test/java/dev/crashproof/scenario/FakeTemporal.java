package dev.crashproof.scenario;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionTerminatedEventAttributes;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Temporal server on which one workflow goes as the test says. */
final class FakeTemporal extends WorkflowServiceImplBase implements AutoCloseable {
  private static final Duration LONG_POLL = Duration.ofMillis(200);

  private final Server server;
  private final Map<String, Long> pollers = new LinkedHashMap<>();
  private final List<HistoryEvent> events = new ArrayList<>();
  private int refusals;
  private int started;

  FakeTemporal() throws IOException {
    events.add(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
            .setWorkflowExecutionStartedEventAttributes(
                WorkflowExecutionStartedEventAttributes.getDefaultInstance())
            .build());
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(this)
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /** A worker of that name polled at that second. */
  synchronized void polled(String identity, long second) {
    pollers.put(identity, second);
  }

  /** The workflow waits for a timer from now on. */
  synchronized void waits() {
    events.add(event(EventType.EVENT_TYPE_TIMER_STARTED).build());
  }

  /** The workflow closes. */
  synchronized void closes() {
    events.add(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED)
            .setWorkflowExecutionTerminatedEventAttributes(
                WorkflowExecutionTerminatedEventAttributes.newBuilder().setReason("it is over"))
            .build());
    notifyAll();
  }

  /** The next calls that look at a workflow find the server down. */
  synchronized void refuses(int calls) {
    refusals = calls;
  }

  synchronized int refusalsLeft() {
    return refusals;
  }

  synchronized int started() {
    return started;
  }

  private HistoryEvent.Builder event(EventType type) {
    return HistoryEvent.newBuilder().setEventId(events.size() + 1L).setEventType(type);
  }

  private boolean closed() {
    return events.stream().anyMatch(HistoryEvent::hasWorkflowExecutionTerminatedEventAttributes);
  }

  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
    answer(answer, GetSystemInfoResponse.getDefaultInstance());
  }

  @Override
  public synchronized void describeTaskQueue(
      DescribeTaskQueueRequest request, StreamObserver<DescribeTaskQueueResponse> answer) {
    DescribeTaskQueueResponse.Builder found = DescribeTaskQueueResponse.newBuilder();
    pollers.forEach(
        (identity, second) ->
            found.addPollers(
                PollerInfo.newBuilder()
                    .setIdentity(identity)
                    .setLastAccessTime(Timestamp.newBuilder().setSeconds(second))));
    answer(answer, found.build());
  }

  @Override
  public synchronized void startWorkflowExecution(
      StartWorkflowExecutionRequest request,
      StreamObserver<StartWorkflowExecutionResponse> answer) {
    started++;
    answer(answer, StartWorkflowExecutionResponse.newBuilder().setRunId("run-1").build());
  }

  @Override
  public synchronized void describeWorkflowExecution(
      DescribeWorkflowExecutionRequest request,
      StreamObserver<DescribeWorkflowExecutionResponse> answer) {
    if (refusals > 0) {
      refusals--;
      answer.onError(Status.UNAVAILABLE.withDescription("restarting").asRuntimeException());
      return;
    }
    answer(answer, DescribeWorkflowExecutionResponse.getDefaultInstance());
  }

  @Override
  public synchronized void getWorkflowExecutionHistory(
      GetWorkflowExecutionHistoryRequest request,
      StreamObserver<GetWorkflowExecutionHistoryResponse> answer) {
    if (refusals > 0) {
      refusals--;
      answer.onError(Status.UNAVAILABLE.withDescription("restarting").asRuntimeException());
      return;
    }
    boolean closeOnly =
        request.getHistoryEventFilterType()
            == HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT;
    if (closeOnly) {
      awaitClosed();
    }
    GetWorkflowExecutionHistoryResponse.Builder told =
        GetWorkflowExecutionHistoryResponse.newBuilder();
    if (!closeOnly) {
      told.setHistory(History.newBuilder().addAllEvents(events));
    } else if (closed()) {
      told.setHistory(History.newBuilder().addEvents(events.get(events.size() - 1)));
    } else {
      told.setNextPageToken(ByteString.copyFromUtf8("more"));
    }
    answer(answer, told.build());
  }

  /** A long poll, though not a very long one. */
  private void awaitClosed() {
    long deadline = System.nanoTime() + LONG_POLL.toNanos();
    try {
      for (long left = LONG_POLL.toMillis();
          !closed() && left > 0;
          left = (deadline - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> void answer(StreamObserver<T> to, T answer) {
    to.onNext(answer);
    to.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
