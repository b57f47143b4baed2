package dev.crashproof.wire.grpc;

import static dev.crashproof.wire.grpc.Tried.ECHO;
import static dev.crashproof.wire.grpc.Tried.POLL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls taken back from the peer, the moment in which an answer comes included. */
class GateTest {
  private static final byte[] HELLO = "hello".getBytes(UTF_8);
  private static final byte[] TASK = "task".getBytes(UTF_8);
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch unblock = new CountDownLatch(1);

  @SuppressWarnings("NullAway.Init")
  private Tried tried;

  @BeforeEach
  void start() throws Exception {
    tried = new Tried();
  }

  @AfterEach
  void stop() {
    unblock.countDown();
    tried.close();
    threads.shutdownNow();
  }

  @Test
  void anAnswerBehindAWithdrawalIsReportedAndKeptFromTheWorker() throws Exception {
    ByteClient.Outgoing poll = tried.worker.call(POLL, HELLO);
    BytePeer.Incoming asked = tried.peer.next();
    blockTheConnection();
    Future<List<Op>> withdrawing = withdraw();
    answerAndSeeItArrive(asked, TASK);
    unblock.countDown();

    assertThat(withdrawing.get(20, TimeUnit.SECONDS))
        .singleElement()
        .satisfies(op -> assertThat(op.kind()).isEqualTo(OpKind.OK))
        .satisfies(op -> assertThat(op.detail(WireOp.TOKEN)).contains("task"));
    assertThat(poll.status).isNotDone();
    assertThat(Tried.line(tried.exchanges().get(0)))
        .isEqualTo("forwarded withdrawn reply-dropped OK");
  }

  @Test
  void anAnswerBeforeAWithdrawalReachesTheWorker() throws Exception {
    ByteClient.Outgoing poll = tried.worker.call(POLL, HELLO);
    BytePeer.Incoming asked = tried.peer.next();
    blockTheConnection();
    answerAndSeeItArrive(asked, TASK);
    Future<List<Op>> withdrawing = withdraw();
    unblock.countDown();

    assertThat(withdrawing.get(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(poll.message()).isEqualTo(TASK);
    assertThat(Tried.line(tried.exchanges().get(0))).isEqualTo("forwarded delivered OK");
  }

  @Test
  void anEmptyAnswerBehindAWithdrawalReachesTheWorkerWhoMayAskAgain() throws Exception {
    ByteClient.Outgoing poll = tried.worker.call(POLL, HELLO);
    BytePeer.Incoming asked = tried.peer.next();
    blockTheConnection();
    Future<List<Op>> withdrawing = withdraw();
    answerAndSeeItArrive(asked, new byte[0]);
    unblock.countDown();

    assertThat(withdrawing.get(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(poll.message()).isEmpty();
    tried.worker.call(POLL, HELLO);
    await()
        .until(
            () -> Tried.line(tried.exchanges().get(tried.exchanges().size() - 1)).equals("held"));
  }

  @Test
  void aPollReleasedWhileItIsWithdrawnGoesOutAgain() throws Exception {
    ByteClient.Outgoing poll = tried.worker.call(POLL, HELLO);
    tried.peer.next();
    blockTheConnection();
    Future<List<Op>> withdrawing = withdraw();
    tried.proxy.gate().release();
    unblock.countDown();

    assertThat(withdrawing.get(20, TimeUnit.SECONDS)).isEmpty();
    // Beside what blocked the connection.
    assertThat(List.of(tried.peer.next().method(), tried.peer.next().method()))
        .containsExactlyInAnyOrder(ECHO, POLL);
    assertThat(poll.status).isNotDone();
  }

  @Test
  void aWithdrawnPollWhoseSenderDiesIsForgotten() throws Exception {
    tried.worker.call(POLL, HELLO);
    tried.peer.next();
    assertThat(tried.proxy.gate().withdraw(1, BOUND)).isEmpty();
    tried.worker.close();
    tried.awaitLine("forwarded withdrawn abandoned");
    tried.proxy.gate().release();
    try (ByteClient next = new ByteClient(tried.proxy.address())) {
      ByteClient.Outgoing call = next.call(ECHO, HELLO);
      BytePeer.Incoming asked = tried.peer.next();
      assertThat(asked.message()).isEqualTo(HELLO);
      asked.answer(TASK);
      assertThat(call.status()).isEqualTo(Status.OK);
    }
    assertThat(tried.peer.waiting()).isZero();
  }

  @Test
  void aPollHeldByNameIsReleasedByNameThroughAClosedGate() throws Exception {
    CompletableFuture<Passage> held = new CompletableFuture<>();
    tried.proxy.gate().hold();
    tried.proxy.intercept(
        passage -> {
          held.complete(passage);
          return Ruling.pass();
        });
    tried.worker.call(POLL, HELLO);
    tried.awaitLine("held");
    held.get(20, TimeUnit.SECONDS).release();

    assertThat(tried.peer.next().message()).isEqualTo(HELLO);
    tried.awaitLine("held forwarded");
  }

  @Test
  void aDeadWorkersPollIsNotSentPosthumously() throws Exception {
    CompletableFuture<Passage> held = new CompletableFuture<>();
    tried.proxy.intercept(
        passage -> {
          held.complete(passage);
          return Ruling.hold();
        });
    tried.worker.call(POLL, HELLO);
    tried.awaitLine("held");
    tried.worker.close();
    tried.awaitLine("held abandoned");
    held.get(20, TimeUnit.SECONDS).release();

    tried.awaitLine("held abandoned dropped");
    assertThat(tried.peer.waiting()).isZero();
  }

  /** Nothing goes on, on the worker's connection, until unblocked. Blocks no thread of gRPC's. */
  private void blockTheConnection() throws Exception {
    CompletableFuture<Passage> held = new CompletableFuture<>();
    CountDownLatch blocked = new CountDownLatch(1);
    tried.onForward =
        () -> {
          blocked.countDown();
          try {
            unblock.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    tried.proxy.intercept(
        passage -> {
          held.complete(passage);
          return Ruling.hold();
        });
    tried.worker.call(ECHO, HELLO);
    Passage passage = held.get(20, TimeUnit.SECONDS);
    await().until(() -> Tried.line(tried.exchanges().get(1)).equals("held"));
    tried.proxy.intercept(any -> Ruling.pass());
    Future<?> releasing = threads.submit(passage::release);
    assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(releasing.isDone()).isFalse();
  }

  private Future<List<Op>> withdraw() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Future<List<Op>> withdrawing =
        threads.submit(
            () -> {
              thread.complete(Thread.currentThread());
              return tried.proxy.gate().withdraw(1, BOUND);
            });
    // It has said what it wants when it waits.
    await().until(() -> thread.join().getState() == Thread.State.TIMED_WAITING);
    return withdrawing;
  }

  /** What comes after on the same connection has come: so has the answer. */
  private void answerAndSeeItArrive(BytePeer.Incoming asked, byte[] answer) throws Exception {
    asked.answer(answer);
    try (ByteClient other = new ByteClient(tried.proxy.address())) {
      Runnable blocking = tried.onForward;
      tried.onForward = () -> {};
      ByteClient.Outgoing call = other.call(ECHO, HELLO);
      tried.peer.next().answer(HELLO);
      assertThat(call.message()).isEqualTo(HELLO);
      tried.onForward = blocking;
    }
  }
}
