package dev.crashproof.workload;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import io.grpc.Status;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.serviceclient.MetricsTag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow, watched by one long poll at a time and no thread:
 *
 * <ol>
 *   <li>its events are taken in as the server writes them;
 *   <li>when one closes it, the event history is read again in whole: what a long poll tells of a
 *       workflow task that goes on may never be written;
 *   <li>then it is closed, and no more is asked.
 * </ol>
 *
 * <p>On a server that can't wait for events they are read again and again.
 *
 * <p>All its state is guarded by the lock that it shares with those who hear of it.
 */
final class RunWatch {
  private static final long LONG_POLL_SECONDS = 30;
  private static final long PAUSE_MILLIS = 50;

  /** Hears, under the lock, that a run has got further. */
  interface Listener {

    /** There are new events, or the run is closed. */
    void onNews();

    /** The run can't be watched any more. */
    void onFailure(RuntimeException failure);
  }

  private final TemporalNamespace namespace;
  private final WorkflowRun run;
  private final Object lock;
  private final Listener listener;
  private GetWorkflowExecutionHistoryRequest.Builder request;
  private TreeMap<Long, Event> events = new TreeMap<>();
  private EventHistory eventHistory;
  private OptionalLong closingSeen = OptionalLong.empty();
  private boolean closed;
  private boolean ended;
  private @Nullable ListenableFuture<?> inFlight;

  RunWatch(TemporalNamespace namespace, WorkflowRun run, Object lock, Listener listener) {
    this.namespace = namespace;
    this.run = run;
    this.lock = lock;
    this.listener = listener;
    this.request = namespace.eventHistoryOf(run).setWaitNewEvent(namespace.waitsForEvents());
    this.eventHistory = new EventHistory(run.workflowId(), run.runId(), List.of());
  }

  WorkflowRun run() {
    return run;
  }

  /** What is known of the run's event history. */
  EventHistory eventHistory() {
    return eventHistory;
  }

  /** The event that closed the run, once its event history is known in whole. */
  Optional<Event> closing() {
    return closed ? eventHistory.closing() : Optional.empty();
  }

  /** When its closing was seen, on {@link System#nanoTime()}. */
  OptionalLong closingSeen() {
    return closingSeen;
  }

  /** Begins to watch, or goes on; the lock is held. */
  void ask() {
    if (ended) {
      return;
    }
    ListenableFuture<GetWorkflowExecutionHistoryResponse> asked =
        namespace
            .service()
            .futureStub()
            .withOption(MetricsTag.HISTORY_LONG_POLL_CALL_OPTIONS_KEY, request.getWaitNewEvent())
            .withDeadlineAfter(LONG_POLL_SECONDS, TimeUnit.SECONDS)
            .getWorkflowExecutionHistory(request.build());
    inFlight = asked;
    asked.addListener(() -> answered(asked), MoreExecutors.directExecutor());
  }

  /** Watches no more; the lock is held. */
  void end() {
    ended = true;
    if (inFlight != null) {
      inFlight.cancel(true);
    }
  }

  private void answered(ListenableFuture<GetWorkflowExecutionHistoryResponse> asked) {
    synchronized (lock) {
      if (ended) {
        return;
      }
      try {
        take(asked.get());
      } catch (ExecutionException e) {
        fail(e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e));
      } catch (CancellationException e) {
        ended = true;
      } catch (InterruptedException e) {
        // It is done when its listener runs, so nothing is waited for.
        Thread.currentThread().interrupt();
        ended = true;
      } catch (RuntimeException e) {
        end();
        listener.onFailure(e);
      }
    }
  }

  private void take(GetWorkflowExecutionHistoryResponse answer) {
    boolean news = false;
    for (HistoryEvent told : answer.getHistory().getEventsList()) {
      news |= !events.containsKey(told.getEventId());
      events.put(told.getEventId(), EventHistories.event(told));
    }
    boolean last = answer.getNextPageToken().isEmpty();
    boolean whole = last && !request.getWaitNewEvent();
    if (request.getWaitNewEvent() || whole) {
      eventHistory = new EventHistory(run.workflowId(), run.runId(), List.copyOf(events.values()));
    }
    request.setNextPageToken(answer.getNextPageToken());
    if (eventHistory.closing().isPresent() && closingSeen.isEmpty()) {
      closingSeen = OptionalLong.of(System.nanoTime());
    }
    if (whole && closingSeen.isPresent()) {
      closed = true;
      ended = true;
    } else if (request.getWaitNewEvent() && closingSeen.isPresent()) {
      events = new TreeMap<>();
      request = namespace.eventHistoryOf(run);
    }
    if (news || closed) {
      listener.onNews();
    }
    if (whole) {
      askLater();
    } else {
      ask();
    }
  }

  /** A long poll without news, and a server that is just restarting, are both waited out. */
  private void fail(RuntimeException failure) {
    if (!TemporalNamespace.isDown(failure)) {
      end();
      listener.onFailure(failure);
    } else if (Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED) {
      ask();
    } else {
      askLater();
    }
  }

  private void askLater() {
    if (ended) {
      return;
    }
    CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              synchronized (lock) {
                ask();
              }
            });
  }
}
