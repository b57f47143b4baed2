package dev.crashproof.recovery;

import com.google.common.util.concurrent.ListenableFuture;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of a dead worker's sticky queue what the server put there between the death and the
 * queue's shutdown, and gives it back: it would lie there for its five seconds otherwise.
 *
 * <p>A queue that is polled counts as served, so it is polled for a moment only and shut down anew;
 * that ends the poll as well, with an empty answer, so that no task is lost on its way. What comes
 * in that moment is given back too. A query that comes then is not answered: its client asks again
 * when the server's own timeout is over.
 */
final class StickyDrain {
  private static final Logger LOG = LoggerFactory.getLogger(StickyDrain.class);
  // What lies in a queue comes within some milliseconds of a poll; there is no word for an empty
  // queue.
  private static final Duration QUIET = Duration.ofMillis(200);
  private static final long LONGEST_SECONDS = 30;
  private static final long POLL_SECONDS = 60;
  private static final long LAST_ANSWER_SECONDS = 5;

  private final WorkflowServiceStubs stubs;
  private final Reaper reaper;
  private final String identity;
  private final Duration quiet;

  /** Polls by that name. */
  StickyDrain(WorkflowServiceStubs stubs, Reaper reaper, String identity) {
    this(stubs, reaper, identity, QUIET);
  }

  /** Takes a queue for empty of which nothing came for so long. */
  StickyDrain(WorkflowServiceStubs stubs, Reaper reaper, String identity, Duration quiet) {
    this.stubs = stubs;
    this.quiet = quiet;
    this.reaper = reaper;
    this.identity = identity;
  }

  /** Drains a queue that was shut down; takes a moment. */
  void drain(ProcessIdentity dead, Held.StickyQueue queue) throws InterruptedException {
    if (!queue.version().isEmpty()) {
      // Who polls for a version must be of it.
      return;
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    ListenableFuture<PollWorkflowTaskQueueResponse> poll;
    try {
      poll = poll(queue);
    } catch (RuntimeException e) {
      LOG.debug("{} can't be drained", queue.name(), e);
      return;
    }
    try {
      while (System.nanoTime() - until < 0) {
        if (!given(dead, queue, poll.get(quiet.toMillis(), TimeUnit.MILLISECONDS))) {
          break;
        }
        poll = poll(queue);
      }
    } catch (TimeoutException e) {
      LOG.debug("nothing more lies in {}", queue.name());
    } catch (ExecutionException | RuntimeException e) {
      LOG.debug("{} can't be drained", queue.name(), e);
    }
    reaper.shutDown(dead, queue);
    try {
      given(dead, queue, poll.get(LAST_ANSWER_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException | ExecutionException e) {
      poll.cancel(true);
      LOG.debug("the last poll of {}", queue.name(), e);
    }
  }

  private boolean given(
      ProcessIdentity dead, Held.StickyQueue queue, PollWorkflowTaskQueueResponse task)
      throws InterruptedException {
    if (task.getTaskToken().isEmpty()) {
      return false;
    }
    if (!task.hasQuery()) {
      reaper.reap(
          dead,
          List.of(
              new Held.WorkflowTask(
                  queue.namespace(),
                  task.getTaskToken(),
                  task.getAttempt(),
                  task.getWorkflowType().getName(),
                  task.getWorkflowExecution().getWorkflowId())));
    }
    return true;
  }

  private ListenableFuture<PollWorkflowTaskQueueResponse> poll(Held.StickyQueue queue) {
    return stubs
        .futureStub()
        // It is not this worker's own: neither noted nor renamed.
        .withOption(TaskWatch.UNWATCHED, true)
        .withDeadlineAfter(POLL_SECONDS, TimeUnit.SECONDS)
        .pollWorkflowTaskQueue(
            PollWorkflowTaskQueueRequest.newBuilder()
                .setNamespace(queue.namespace())
                .setTaskQueue(
                    TaskQueue.newBuilder()
                        .setName(queue.name())
                        .setNormalName(queue.normalName())
                        .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY))
                .setIdentity(identity)
                .build());
  }
}
