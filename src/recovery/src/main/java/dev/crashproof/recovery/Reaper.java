package dev.crashproof.recovery;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
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
  private static final long TRIED_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1000;
  // The server takes 0 for no delay given, and the failure for final.
  private static final int RETRY_NANOS = 1_000_000;
  // An attempt that kills its worker would kill the next one at once, for ever: from this one on
  // the retry policy's own interval holds.
  private static final int AT_ONCE = 3;
  // Failing it with its last breath would be its end; a clock may be off by as much.
  private static final long MARGIN_MILLIS = 1000;

  private final WorkflowServiceStubs stubs;
  private final String identity;

  /** Speaks to that server, by that name. */
  Reaper(WorkflowServiceStubs stubs, String identity) {
    this.stubs = stubs;
    this.identity = identity;
  }

  /**
   * Gives all of it back. Tries for a minute where the server can't be reached.
   *
   * @return whether nobody needs to try again
   */
  boolean reap(ProcessIdentity dead, List<Held> held) throws InterruptedException {
    long began = System.nanoTime();
    List<Held> left = new ArrayList<>(held);
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      boolean last = System.nanoTime() - began > TRIED_NANOS;
      Map<Held, Outcome> outcomes = once(dead, left);
      left.removeIf(
          one -> {
            Outcome outcome = outcomes.getOrDefault(one, Outcome.UNREACHABLE);
            boolean over = last || outcome != Outcome.UNREACHABLE;
            if (over) {
              tell(dead, one, outcome);
            }
            return over;
          });
      if (left.isEmpty()) {
        return true;
      }
      Thread.sleep(pause);
    }
  }

  /** Tells the server that nobody polls that queue any more. */
  void shutDown(ProcessIdentity dead, Held.StickyQueue queue) {
    ListenableFuture<?> answer = send(dead, queue);
    answer.addListener(
        () -> LOG.info("{} {}", words(queue), outcome(answer).word()),
        MoreExecutors.directExecutor());
  }

  /** Says what came of it, in the log and in the worker's metrics. */
  void tell(ProcessIdentity dead, Held held, Outcome outcome) {
    stubs
        .getOptions()
        .getMetricsScope()
        .tagged(Map.of("kind", kind(held), "outcome", outcome.word()))
        .counter(CrashRecovery.METRIC)
        .inc(1);
    LOG.info("process {} is dead: {} {}{}", dead.pid(), words(held), outcome.word(), why(held));
  }

  private Map<Held, Outcome> once(ProcessIdentity dead, List<Held> held)
      throws InterruptedException {
    Map<Held, Outcome> outcomes = new ConcurrentHashMap<>();
    Semaphore places = new Semaphore(AT_A_TIME);
    for (Held one : held) {
      if (one instanceof Held.ActivityTask task && spared(task)) {
        outcomes.put(one, Outcome.SPARED);
        continue;
      }
      places.acquire();
      ListenableFuture<?> answer = send(dead, one);
      answer.addListener(
          () -> {
            outcomes.put(one, outcome(answer));
            places.release();
          },
          MoreExecutors.directExecutor());
    }
    places.acquire(AT_A_TIME);
    return outcomes;
  }

  private ListenableFuture<?> send(ProcessIdentity dead, Held held) {
    try {
      if (held instanceof Held.WorkflowTask task) {
        return service().respondWorkflowTaskFailed(failed(dead, task));
      }
      if (held instanceof Held.ActivityTask task) {
        return service().respondActivityTaskFailed(failed(dead, task));
      }
      return service().shutdownWorker(shutdown((Held.StickyQueue) held));
    } catch (StatusRuntimeException e) {
      // The SDK asks a server what it can before the first call, and throws where it is away.
      return Futures.immediateFailedFuture(e);
    }
  }

  private RespondWorkflowTaskFailedRequest failed(ProcessIdentity dead, Held.WorkflowTask task) {
    return RespondWorkflowTaskFailedRequest.newBuilder()
        .setNamespace(task.namespace())
        .setTaskToken(task.token())
        .setIdentity(identity)
        .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_STICKY_TASK_QUEUE)
        .setFailure(failure(dead, ApplicationFailureInfo.newBuilder()))
        .build();
  }

  private RespondActivityTaskFailedRequest failed(ProcessIdentity dead, Held.ActivityTask task) {
    ApplicationFailureInfo.Builder info = ApplicationFailureInfo.newBuilder();
    if (task.attempt() <= AT_ONCE) {
      info.setNextRetryDelay(Duration.newBuilder().setNanos(RETRY_NANOS));
    }
    return RespondActivityTaskFailedRequest.newBuilder()
        .setNamespace(task.namespace())
        .setTaskToken(task.token())
        .setIdentity(identity)
        .setFailure(failure(dead, info))
        .build();
  }

  private WorkflowServiceFutureStub service() {
    return stubs.futureStub().withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  private static ShutdownWorkerRequest shutdown(Held.StickyQueue queue) {
    return ShutdownWorkerRequest.newBuilder()
        .setNamespace(queue.namespace())
        .setStickyTaskQueue(queue.name())
        .setIdentity(queue.identity())
        // Where the server may, it withdraws the polls of the dead as well.
        .setWorkerInstanceKey(queue.instanceKey())
        .setTaskQueue(queue.normalName())
        .addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
        .addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
        .setReason("its process is dead")
        .build();
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
    int bytes = words(task).length() + words(activity).length() + words(queue).length();
    bytes += why(activity).length() + kind(queue).length() + Outcome.REAPED.word().length();
    return bytes
        + failed(self, task).toByteArray().length
        + failed(self, activity).toByteArray().length
        + shutdown(queue).toByteArray().length;
  }

  private static Failure failure(ProcessIdentity dead, ApplicationFailureInfo.Builder info) {
    return Failure.newBuilder()
        .setMessage("the worker's process " + dead.pid() + " died while it held this task")
        .setSource("crashproof-recovery")
        .setApplicationFailureInfo(info.setType(CrashRecovery.WORKER_DIED))
        .build();
  }

  private static Outcome outcome(ListenableFuture<?> answer) {
    try {
      answer.get();
      return Outcome.REAPED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.UNREACHABLE;
    } catch (ExecutionException e) {
      Status status = Status.fromThrowable(e);
      LOG.debug("the server's answer to the reaper: {}", status);
      return switch (status.getCode()) {
        case NOT_FOUND -> Outcome.STALE;
        case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, CANCELLED, UNKNOWN ->
            Outcome.UNREACHABLE;
        default -> Outcome.REFUSED;
      };
    }
  }

  private static boolean spared(Held.ActivityTask task) {
    return !task.spared().isEmpty() || closing(task);
  }

  private static boolean closing(Held.ActivityTask task) {
    return task.closesAt() != 0 && System.currentTimeMillis() + MARGIN_MILLIS > task.closesAt();
  }

  private static String why(Held held) {
    if (!(held instanceof Held.ActivityTask task) || !spared(task)) {
      return "";
    }
    return ": " + (task.spared().isEmpty() ? "its schedule-to-close is over" : task.spared());
  }

  private static String kind(Held held) {
    return held instanceof Held.WorkflowTask
        ? "workflow_task"
        : held instanceof Held.ActivityTask ? "activity_task" : "sticky_queue";
  }

  private static String words(Held held) {
    if (held instanceof Held.WorkflowTask task) {
      return "workflow task of %s %s, attempt %d,"
          .formatted(task.workflowType(), task.workflowId(), task.attempt());
    }
    if (held instanceof Held.ActivityTask task) {
      return "activity %s of %s, attempt %d,"
          .formatted(task.type(), task.workflowId(), task.attempt());
    }
    return "sticky queue of " + ((Held.StickyQueue) held).normalName();
  }
}
