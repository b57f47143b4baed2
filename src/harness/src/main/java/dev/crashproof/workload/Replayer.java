package dev.crashproof.workload;

import dev.crashproof.history.EventHistory;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Has an event history replayed by the worker's own code, in whatever language that is: the query
 * {@code __stack_trace}, which every SDK takes by itself, makes a worker that does not hold the
 * workflow rebuild it from its first event. A closed workflow is held by none.
 */
public final class Replayer {
  private static final String QUERY = "__stack_trace";
  private static final long TRY_MILLIS = 10_000;

  /** What workers answer that have no code for the workflow, or none for the query. */
  private static final List<String> NO_SUCH =
      List.of(
          "unknown workflow type",
          "is not registered on this worker",
          "unable to find workflow type",
          "no such function is exported",
          "unknown query",
          "query handler for");

  /**
   * What workers answer that have come through and keep no stack traces: .NET's, unless they are
   * asked to.
   */
  private static final String COME_THROUGH = "stack traces are not enabled";

  private final TemporalNamespace namespace;

  /** A replayer of what runs in that namespace. */
  public Replayer(TemporalNamespace namespace) {
    this.namespace = namespace;
  }

  /**
   * Replays one run. A worker must poll the workflow's task queue meanwhile.
   *
   * @param eventHistory the run's; it must have closed
   * @param bound how long to wait for a worker that answers
   */
  public Replay replay(EventHistory eventHistory, Duration bound) {
    if (eventHistory.closing().isEmpty()) {
      return new Replay.NotReplayed(
          "%s is still open, and a worker may hold it without a replay"
              .formatted(eventHistory.workflowId()));
    }
    long end = System.nanoTime() + bound.toNanos();
    String last = "none was asked";
    for (long left = bound.toNanos(); left > 0; left = end - System.nanoTime()) {
      try {
        return answered(ask(eventHistory, left));
      } catch (StatusRuntimeException e) {
        Status status = e.getStatus();
        if (status.getCode() == Status.Code.INVALID_ARGUMENT) {
          return failed(Optional.ofNullable(status.getDescription()).orElse("no reason"));
        }
        if (!mayPass(e)) {
          return new Replay.NotReplayed("the server refused: " + e.getMessage());
        }
        last = String.valueOf(e.getMessage());
        Outage.pause();
      }
      if (Thread.currentThread().isInterrupted()) {
        return new Replay.NotReplayed("it was interrupted");
      }
    }
    return new Replay.NotReplayed(
        "no worker answered within %s (%s)".formatted(words(bound), last));
  }

  /** The server is down, or no worker polls, which a worker that just starts ends. */
  private static boolean mayPass(StatusRuntimeException failure) {
    return TemporalNamespace.isDown(failure)
        || failure.getStatus().getCode() == Status.Code.FAILED_PRECONDITION;
  }

  private QueryWorkflowResponse ask(EventHistory eventHistory, long leftNanos) {
    return namespace
        .service()
        .blockingStub()
        .withDeadlineAfter(
            Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(TRY_MILLIS)), TimeUnit.NANOSECONDS)
        .queryWorkflow(
            QueryWorkflowRequest.newBuilder()
                .setNamespace(namespace.name())
                .setExecution(
                    WorkflowExecution.newBuilder()
                        .setWorkflowId(eventHistory.workflowId())
                        .setRunId(eventHistory.runId()))
                .setQuery(WorkflowQuery.newBuilder().setQueryType(QUERY))
                .build());
  }

  private static Replay answered(QueryWorkflowResponse answer) {
    return answer.hasQueryRejected()
        ? new Replay.NotReplayed("the query was rejected: " + answer.getQueryRejected())
        : new Replay.Replayed(Optional.empty());
  }

  /** A worker that had the code and could not come through, or one that has no such code. */
  static Replay failed(String answer) {
    String said = sentence(answer);
    String lower = answer.toLowerCase(Locale.ROOT);
    if (lower.contains(COME_THROUGH)) {
      return new Replay.Replayed(Optional.empty());
    }
    return NO_SUCH.stream().anyMatch(lower::contains)
        ? new Replay.NotReplayed("the worker has no code for it: " + said)
        : new Replay.Replayed(Optional.of(said));
  }

  /** Java answers with a stack trace, whose first line says it all. */
  private static String sentence(String answer) {
    return answer
        .lines()
        .takeWhile(line -> !line.startsWith("\tat "))
        .map(String::strip)
        .reduce((some, more) -> some + " " + more)
        .orElse("");
  }

  private static String words(Duration bound) {
    return bound.toMillis() + " ms";
  }
}
