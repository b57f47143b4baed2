package dev.crashproof.recovery;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the server that is there before it is needed: made, and asked a cheap question
 * now and then, while all is well. Only where it has no trouble is it silent.
 */
final class WarmConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmConnection.class);
  private static final Duration WHILE_WELL = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final long ANSWER_SECONDS = 3;

  private final Supplier<WorkflowServiceStubs> making;
  private final CompletableFuture<WorkflowServiceStubs> made = new CompletableFuture<>();
  private final CountDownLatch connected = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Over stubs of this making; they are closed with it. */
  WarmConnection(Supplier<WorkflowServiceStubs> making) {
    this.making = making;
  }

  /** Begins to connect, without waiting for it. */
  void begin() {
    Thread thread = new Thread(this::make, "crashproof-connection");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The stubs, connected or not.
   *
   * @throws ExecutionException if they could not be made
   */
  WorkflowServiceStubs stubs() throws ExecutionException, InterruptedException {
    return made.get();
  }

  /** Waits until the server has answered once; false if it did not within that time. */
  boolean connected(Duration within) throws InterruptedException {
    return connected.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void make() {
    try {
      WorkflowServiceStubs stubs = making.get();
      made.complete(stubs);
      keepWarm(stubs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.warn(
          "no connection to Temporal can be made ({}): what a dead process held is left to the next"
              + " one that starts",
          e.toString());
      made.completeExceptionally(e);
    }
  }

  private void keepWarm(WorkflowServiceStubs stubs) throws InterruptedException {
    boolean away = false;
    Duration pause = FIRST_PAUSE;
    do {
      Status status = ask(stubs);
      if (status.isOk()) {
        connected.countDown();
        if (away) {
          LOG.info("Temporal is there again");
        }
        away = false;
        pause = WHILE_WELL;
      } else {
        if (!away) {
          LOG.warn(
              "Temporal does not answer ({}): what a dead process holds can't be given back until"
                  + " it does",
              status);
        }
        pause = away ? longer(pause) : FIRST_PAUSE;
        away = true;
      }
    } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static Status ask(WorkflowServiceStubs stubs) {
    // gRPC's own pauses between tries grow to two minutes.
    stubs.getRawChannel().resetConnectBackoff();
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  @Override
  public void close() {
    closed.countDown();
    if (made.isDone() && !made.isCompletedExceptionally()) {
      made.join().shutdownNow();
    }
  }
}
