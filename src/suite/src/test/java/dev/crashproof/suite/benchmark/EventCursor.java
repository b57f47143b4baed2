package dev.crashproof.suite.benchmark;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Reads a workflow's events as they come to be, in long polls: an event is seen a moment after the
 * server has written it.
 */
final class EventCursor {
  private static final Duration LONG_POLL = Duration.ofSeconds(20);

  private final WorkflowServiceStubs service;
  private final GetWorkflowExecutionHistoryRequest.Builder request;
  private final Deque<HistoryEvent> unread = new ArrayDeque<>();
  private long read;

  /**
   * An event that was seen.
   *
   * @param event the event
   * @param nanos when, in the JVM's monotonic nanoseconds
   */
  record Seen(HistoryEvent event, long nanos) {}

  EventCursor(WorkflowServiceStubs service, String namespace, WorkflowExecution execution) {
    this.service = service;
    this.request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(execution)
            .setWaitNewEvent(true);
  }

  /**
   * Waits for the next event of that type, past all that were read.
   *
   * @return it, and when it was seen
   * @throws IllegalStateException if it did not come within the bound
   */
  Seen await(EventType type, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (true) {
      while (!unread.isEmpty()) {
        HistoryEvent event = unread.poll();
        read = event.getEventId();
        if (event.getEventType() == type) {
          return new Seen(event, System.nanoTime());
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException(
            "no %s of %s came within %s, its last event is %d"
                .formatted(type, request.getExecution().getWorkflowId(), bound, read));
      }
      poll(Math.min(left, LONG_POLL.toNanos()));
    }
  }

  private void poll(long nanos) {
    GetWorkflowExecutionHistoryResponse page;
    try {
      page =
          service
              .blockingStub()
              .withDeadlineAfter(nanos, TimeUnit.NANOSECONDS)
              .getWorkflowExecutionHistory(request.build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
        return;
      }
      throw e;
    }
    ByteString next = page.getNextPageToken();
    request.setNextPageToken(next);
    page.getHistory().getEventsList().stream()
        .filter(event -> event.getEventId() > read)
        .forEach(unread::add);
  }
}
