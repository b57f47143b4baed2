package dev.crashproof.recovery;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back to the server what a dead process held: tasks are failed by their tokens, which a late
 * answer of the dead can't share; its sticky queues are shut down. Many at a time, not all.
 */
final class Reaper {
  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
  private static final int AT_A_TIME = 32;
  private static final long ANSWER_SECONDS = 5;
  private static final Duration TRIED = Duration.ofHours(1);
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1000;
  private static final Duration TOLD_EVERY = Duration.ofMinutes(1);
  // What kills its worker would kill the next one at once, for ever. After these an attempt waits
  // for its retry policy's own interval, and a workflow task for the server's timeout.
  private static final int AT_ONCE = 3;
  // Failing it with its last breath would be its end; a clock may be off by as much.
  private static final long MARGIN_MILLIS = 1000;

  private final WorkflowServiceStubs stubs;
  private final Requests requests;
  private final Duration tried;

  /** Speaks to that server, by that name. */
  Reaper(WorkflowServiceStubs stubs, String identity) {
    this(stubs, identity, TRIED);
  }

  /** Gives up a server that can't be reached after that time. */
  Reaper(WorkflowServiceStubs stubs, String identity, Duration tried) {
    this.stubs = stubs;
    this.requests = new Requests(identity);
    this.tried = tried;
  }

  /**
   * Gives all of it back. Tries for an hour where the server can't be reached: an outage is when
   * workers die.
   *
   * @return what the server has not heard of by then, for the next one to try; mostly nothing
   */
  List<Held> reap(ProcessIdentity dead, List<Held> held) throws InterruptedException {
    long began = System.nanoTime();
    long told = began;
    List<Held> left = new ArrayList<>(held);
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      Map<Held, Outcome> outcomes = once(dead, left);
      left.removeIf(
          one -> {
            Outcome outcome = outcomes.getOrDefault(one, Outcome.UNREACHABLE);
            boolean over = outcome != Outcome.UNREACHABLE;
            if (over) {
              tell(dead, one, outcome);
            }
            return over;
          });
      if (left.isEmpty()) {
        return left;
      }
      long now = System.nanoTime();
      if (now - began > tried.toNanos()) {
        left.forEach(one -> tell(dead, one, Outcome.UNREACHABLE));
        return left;
      }
      if (now - told > TOLD_EVERY.toNanos()) {
        told = now;
        LOG.warn(
            "{} of what process {} held can't be given back, since the server does not answer or"
                + " does not let this worker in; tried on",
            left.size(),
            dead.pid());
      }
      Thread.sleep(pause);
    }
  }

  /** Tells the server that nobody polls that queue any more. */
  void shutDown(ProcessIdentity dead, Held.StickyQueue queue) {
    ListenableFuture<Outcome> outcome = outcomes(send(dead, queue));
    outcome.addListener(
        () -> LOG.info("{} {}", queue.words(), known(outcome).word()),
        MoreExecutors.directExecutor());
  }

  /** Says what came of it, in the log and in the worker's metrics. */
  void tell(ProcessIdentity dead, Held held, Outcome outcome) {
    stubs
        .getOptions()
        .getMetricsScope()
        .tagged(Map.of("kind", held.kind(), "outcome", outcome.word()))
        .counter(CrashRecovery.METRIC)
        .inc(1);
    LOG.info(
        "process {} is dead: {} {}{}",
        dead.pid(),
        held.words(),
        outcome.word(),
        why(held, outcome));
  }

  private Map<Held, Outcome> once(ProcessIdentity dead, List<Held> held)
      throws InterruptedException {
    Map<Held, Outcome> outcomes = new ConcurrentHashMap<>();
    Semaphore places = new Semaphore(AT_A_TIME);
    for (Held one : held) {
      if (!spared(one).isEmpty()) {
        outcomes.put(one, Outcome.SPARED);
        continue;
      }
      places.acquire();
      ListenableFuture<Outcome> outcome = give(dead, one);
      outcome.addListener(
          () -> {
            outcomes.put(one, known(outcome));
            places.release();
          },
          MoreExecutors.directExecutor());
    }
    places.acquire(AT_A_TIME);
    return outcomes;
  }

  /** Never fails. */
  private ListenableFuture<Outcome> give(ProcessIdentity dead, Held held) {
    if (!(held instanceof Held.ActivityTask task)) {
      return outcomes(send(dead, held));
    }
    // What was asked for after the attempt began is known to the server alone.
    return Futures.transformAsync(
        cancelling(task),
        cancelling ->
            cancelling == Outcome.REAPED
                ? outcomes(send(dead, task))
                : Futures.immediateFuture(cancelling),
        MoreExecutors.directExecutor());
  }

  /**
   * Whether an attempt's cancellation was asked for, after which it would not be tried again: it is
   * spared then; otherwise it may be reaped.
   */
  private ListenableFuture<Outcome> cancelling(Held.ActivityTask task) {
    ListenableFuture<DescribeWorkflowExecutionResponse> description;
    try {
      description = service().describeWorkflowExecution(Requests.describe(task));
    } catch (StatusRuntimeException e) {
      description = Futures.immediateFailedFuture(e);
    }
    return Futures.catching(
        Futures.transform(
            description,
            described -> cancelling(described, task) ? Outcome.SPARED : Outcome.REAPED,
            MoreExecutors.directExecutor()),
        Throwable.class,
        Reaper::outcomeOf,
        MoreExecutors.directExecutor());
  }

  private static boolean cancelling(
      DescribeWorkflowExecutionResponse workflow, Held.ActivityTask task) {
    return workflow.getPendingActivitiesList().stream()
        .filter(activity -> activity.getActivityId().equals(task.id()))
        .anyMatch(
            activity ->
                activity.getState()
                    == PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED);
  }

  private ListenableFuture<?> send(ProcessIdentity dead, Held held) {
    try {
      if (held instanceof Held.WorkflowTask task) {
        return service().respondWorkflowTaskFailed(requests.failed(dead, task));
      }
      if (held instanceof Held.ActivityTask task) {
        return service()
            .respondActivityTaskFailed(requests.failed(dead, task, task.attempt() <= AT_ONCE));
      }
      return service().shutdownWorker(Requests.shutdown((Held.StickyQueue) held));
    } catch (StatusRuntimeException e) {
      // The SDK asks a server what it can before the first call, and throws where it is away.
      return Futures.immediateFailedFuture(e);
    }
  }

  private WorkflowServiceFutureStub service() {
    return stubs.futureStub().withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Does all of a reaping but the sending, for nobody: the first one would take tens of
   * milliseconds longer than the second, by classes that are not loaded yet, and there is mostly
   * one only.
   *
   * @return how many bytes would have been sent
   */
  int rehearse(ProcessIdentity self) {
    Held.WorkflowTask task = new Held.WorkflowTask("", ByteString.EMPTY, 1, "", "");
    Held.ActivityTask activity =
        new Held.ActivityTask("", ByteString.EMPTY, 1, "", "", "", 0, "rehearsed");
    Held.StickyQueue queue = new Held.StickyQueue("", "", "", "", "", "");
    int bytes = task.words().length() + activity.words().length() + queue.words().length();
    bytes +=
        Requests.describe(activity).toByteArray().length
            + why(activity, Outcome.SPARED).length()
            + queue.kind().length()
            + Outcome.REAPED.word().length();
    return bytes
        + requests.failed(self, task).toByteArray().length
        + requests.failed(self, activity, true).toByteArray().length
        + Requests.shutdown(queue).toByteArray().length;
  }

  private static ListenableFuture<Outcome> outcomes(ListenableFuture<?> answer) {
    return Futures.catching(
        Futures.transform(answer, any -> Outcome.REAPED, MoreExecutors.directExecutor()),
        Throwable.class,
        Reaper::outcomeOf,
        MoreExecutors.directExecutor());
  }

  private static Outcome known(ListenableFuture<Outcome> done) {
    return Objects.requireNonNull(Futures.getUnchecked(done));
  }

  private static Outcome outcomeOf(Throwable fault) {
    Status status = Status.fromThrowable(fault);
    LOG.debug("the server's answer to the reaper: {}", status);
    return switch (status.getCode()) {
      case NOT_FOUND -> Outcome.STALE;
      // Who is not let in may be with the next key.
      case UNAVAILABLE,
          DEADLINE_EXCEEDED,
          RESOURCE_EXHAUSTED,
          ABORTED,
          CANCELLED,
          UNKNOWN,
          INTERNAL,
          UNAUTHENTICATED,
          PERMISSION_DENIED ->
          Outcome.UNREACHABLE;
      default -> Outcome.REFUSED;
    };
  }

  /** Why it is left to the server's timeouts; empty where it is not. */
  private static String spared(Held held) {
    if (held instanceof Held.WorkflowTask task) {
      return task.attempt() > AT_ONCE ? "its attempts before died as well" : "";
    }
    if (!(held instanceof Held.ActivityTask task)) {
      return "";
    }
    if (!task.spared().isEmpty() || task.closesAt() == 0) {
      return task.spared();
    }
    if (task.attempt() > AT_ONCE) {
      // By its policy's interval, of which the server fails it at once if that does not fit.
      return "its next attempt may be too late for its schedule-to-close";
    }
    return System.currentTimeMillis() + MARGIN_MILLIS > task.closesAt()
        ? "its schedule-to-close is over"
        : "";
  }

  private static String why(Held held, Outcome outcome) {
    if (outcome != Outcome.SPARED) {
      return "";
    }
    String spared = spared(held);
    return ": " + (spared.isEmpty() ? "its cancellation was asked for" : spared);
  }
}
