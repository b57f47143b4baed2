package dev.crashproof.workload;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for the event that closes one workflow run, in long polls of the server. */
final class ClosingPoll {
  private static final Duration LONG_POLL = Duration.ofSeconds(20);

  private final WorkflowServiceStubs service;
  private final GetWorkflowExecutionHistoryRequest.Builder request;

  /**
   * A wait that is about to begin.
   *
   * @param request names the namespace and the run
   */
  ClosingPoll(WorkflowServiceStubs service, GetWorkflowExecutionHistoryRequest.Builder request) {
    this.service = service;
    this.request =
        request
            .setWaitNewEvent(true)
            .setHistoryEventFilterType(
                HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT);
  }

  /** How the run closed; empty if it did not within the bound. */
  Optional<Completion> await(Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    for (long left = bound.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      Optional<Completion> completion =
          poll(Math.min(left, LONG_POLL.toNanos())).flatMap(this::closing);
      if (completion.isPresent()) {
        return completion;
      }
    }
    return Optional.empty();
  }

  private Optional<GetWorkflowExecutionHistoryResponse> poll(long nanos) {
    try {
      return Optional.of(
          service
              .blockingStub()
              .withDeadlineAfter(nanos, TimeUnit.NANOSECONDS)
              .getWorkflowExecutionHistory(request.build()));
    } catch (StatusRuntimeException e) {
      // A long poll that ends without news, and a server that is just restarting, are both waited
      // out.
      if (!TemporalNamespace.isDown(e)) {
        throw e;
      }
      if (e.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
        Outage.pause();
      }
      return Optional.empty();
    }
  }

  private Optional<Completion> closing(GetWorkflowExecutionHistoryResponse answer) {
    request.setNextPageToken(answer.getNextPageToken());
    List<HistoryEvent> events = answer.getHistory().getEventsList();
    if (events.isEmpty() || !answer.getNextPageToken().isEmpty()) {
      return Optional.empty();
    }
    HistoryEvent last = events.get(events.size() - 1);
    Optional<String> result =
        last.hasWorkflowExecutionCompletedEventAttributes()
            ? Optional.of(
                EventHistories.json(
                    last.getWorkflowExecutionCompletedEventAttributes().getResult()))
            : Optional.empty();
    return Optional.of(new Completion(EventHistories.event(last), result, System.nanoTime()));
  }
}
