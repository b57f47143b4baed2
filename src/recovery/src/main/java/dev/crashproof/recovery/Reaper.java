package dev.crashproof.recovery;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.temporal.api.workflow.v1.PendingActivityInfo;
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
  // The dead one's lock is held meanwhile, and whoever waits for it may be let in.
  private static final Duration KNOCKED = Duration.ofSeconds(10);
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
  private final Duration knocked;

  /** What came of one, and why where it is spared. */
  private record Answer(Outcome outcome, String why) {
    static Answer of(Outcome outcome) {
      return new Answer(outcome, "");
    }
  }

  /** Speaks to that server, by that name. */
  Reaper(WorkflowServiceStubs stubs, String identity) {
    this(stubs, identity, TRIED, KNOCKED);
  }

  /**
   * Gives up a server after a time.
   *
   * @param tried for one that can't be reached
   * @param knocked for one that does not let this process in
   */
  Reaper(WorkflowServiceStubs stubs, String identity, Duration tried, Duration knocked) {
    this.stubs = stubs;
    this.requests = new Requests(identity);
    this.tried = tried;
    this.knocked = knocked;
  }

  /**
   * Gives all of it back. Tries for an hour where the server can't be reached: an outage is when
   * workers die. Tries for some seconds where it does not let this process in, and not at all once
   * its own connection is shut down.
   *
   * @return what the server has not heard of by then, for the next one to try; mostly nothing
   */
  List<Held> reap(ProcessIdentity dead, List<Held> held) throws InterruptedException {
    long began = System.nanoTime();
    long told = began;
    long letIn = began;
    List<Held> left = new ArrayList<>(held);
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      Map<Held, Answer> answers = once(dead, left);
      left.removeIf(
          one -> {
            Answer answer = answer(one, answers);
            boolean over = !answer.outcome().open();
            if (over) {
              tell(dead, one, answer);
            }
            return over;
          });
      if (left.isEmpty()) {
        return left;
      }
      long now = System.nanoTime();
      if (!answers.containsValue(Answer.of(Outcome.DENIED))) {
        letIn = now;
      }
      boolean shutOut = now - letIn > knocked.toNanos();
      if (shutOut) {
        LOG.warn(
            "{} of what process {} held is left to others, since the server does not let this"
                + " worker in: workers of other credentials need a directory of their own",
            left.size(),
            dead.pid());
      }
      if (shutOut || now - began > tried.toNanos() || stubs.isShutdown()) {
        left.forEach(one -> tell(dead, one, answer(one, answers)));
        return left;
      }
      if (now - told > TOLD_EVERY.toNanos()) {
        told = now;
        LOG.warn(
            "{} of what process {} held can't be given back, since the server does not answer;"
                + " tried on",
            left.size(),
            dead.pid());
      }
      Thread.sleep(pause);
    }
  }

  /** Tells the server that nobody polls that queue any more. */
  void shutDown(ProcessIdentity dead, Held.StickyQueue queue) {
    ListenableFuture<Answer> answer = answers(send(dead, queue));
    answer.addListener(
        () -> LOG.info("{} {}", queue.words(), known(answer).outcome().word()),
        MoreExecutors.directExecutor());
  }

  /** Says what came of it, in the log and in the worker's metrics. */
  void tell(ProcessIdentity dead, Held held, Outcome outcome) {
    tell(dead, held, Answer.of(outcome));
  }

  private void tell(ProcessIdentity dead, Held held, Answer answer) {
    String outcome = answer.outcome().word();
    stubs
        .getOptions()
        .getMetricsScope()
        .tagged(Map.of("kind", held.kind(), "outcome", outcome))
        .counter(CrashRecovery.METRIC)
        .inc(1);
    LOG.info(
        "process {} is dead: {} {}{}",
        dead.pid(),
        held.words(),
        outcome,
        answer.why().isEmpty() ? "" : ": " + answer.why());
  }

  // One that nothing is known of was not given back.
  private static Answer answer(Held held, Map<Held, Answer> answers) {
    return answers.getOrDefault(held, Answer.of(Outcome.UNREACHABLE));
  }

  private Map<Held, Answer> once(ProcessIdentity dead, List<Held> held)
      throws InterruptedException {
    Map<Held, Answer> answers = new ConcurrentHashMap<>();
    Semaphore places = new Semaphore(AT_A_TIME);
    for (Held one : held) {
      String spared = spared(one);
      if (!spared.isEmpty()) {
        answers.put(one, new Answer(Outcome.SPARED, spared));
        continue;
      }
      places.acquire();
      ListenableFuture<Answer> answer = give(dead, one);
      answer.addListener(
          () -> {
            try {
              answers.put(one, known(answer));
            } finally {
              places.release();
            }
          },
          MoreExecutors.directExecutor());
    }
    places.acquire(AT_A_TIME);
    return answers;
  }

  /** Never fails: what is no answer of the server's is an outcome, too. */
  private ListenableFuture<Answer> give(ProcessIdentity dead, Held held) {
    if (!(held instanceof Held.ActivityTask task)) {
      return answers(send(dead, held));
    }
    // What was asked for after the attempt began is known to the server alone.
    return Futures.transformAsync(
        before(task),
        before ->
            before.outcome() == Outcome.REAPED
                ? answers(send(dead, task))
                : Futures.immediateFuture(before),
        MoreExecutors.directExecutor());
  }

  /** Whether an attempt is spared by what the server says of it; otherwise it may be reaped. */
  private ListenableFuture<Answer> before(Held.ActivityTask task) {
    ListenableFuture<DescribeWorkflowExecutionResponse> description;
    try {
      description = service().describeWorkflowExecution(Requests.describe(task));
    } catch (RuntimeException e) {
      description = Futures.immediateFailedFuture(e);
    }
    return Futures.catching(
        Futures.transform(
            description,
            workflow -> {
              String spared = Sparing.reasonNow(workflow, task);
              return new Answer(spared.isEmpty() ? Outcome.REAPED : Outcome.SPARED, spared);
            },
            MoreExecutors.directExecutor()),
        Throwable.class,
        Reaper::answerOf,
        MoreExecutors.directExecutor());
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
    } catch (RuntimeException e) {
      // The SDK asks a server what it can before the first call, and throws where it is away. So do
      // interceptors of others, and what gives their headers, where that fails.
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
    DescribeWorkflowExecutionResponse workflow =
        DescribeWorkflowExecutionResponse.newBuilder()
            .addPendingActivities(PendingActivityInfo.getDefaultInstance())
            .build();
    int bytes = task.words().length() + activity.words().length() + queue.words().length();
    bytes +=
        Requests.describe(activity).toByteArray().length
            + spared(activity).length()
            + Sparing.reasonNow(workflow, activity).length()
            + queue.kind().length()
            + Outcome.REAPED.word().length();
    return bytes
        + requests.failed(self, task).toByteArray().length
        + requests.failed(self, activity, true).toByteArray().length
        + Requests.shutdown(queue).toByteArray().length;
  }

  private static ListenableFuture<Answer> answers(ListenableFuture<?> answer) {
    return Futures.catching(
        Futures.transform(answer, any -> Answer.of(Outcome.REAPED), MoreExecutors.directExecutor()),
        Throwable.class,
        Reaper::answerOf,
        MoreExecutors.directExecutor());
  }

  private static Answer known(ListenableFuture<Answer> done) {
    return Objects.requireNonNull(Futures.getUnchecked(done));
  }

  private static Answer answerOf(Throwable fault) {
    Status status = Status.fromThrowable(fault);
    LOG.debug("the server's answer to the reaper: {}", status);
    return Answer.of(outcomeOf(status));
  }

  private static Outcome outcomeOf(Status status) {
    return switch (status.getCode()) {
      case NOT_FOUND -> Outcome.STALE;
      // Who is not let in may be with the next key.
      case UNAUTHENTICATED, PERMISSION_DENIED -> Outcome.DENIED;
      // What is no status is UNKNOWN here.
      case UNAVAILABLE,
          DEADLINE_EXCEEDED,
          RESOURCE_EXHAUSTED,
          ABORTED,
          CANCELLED,
          UNKNOWN,
          INTERNAL ->
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
}
