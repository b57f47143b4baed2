package dev.crashproof.wire.grpc;

import static dev.crashproof.wire.grpc.Tried.ECHO;
import static dev.crashproof.wire.grpc.Tried.POLL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections break, and the worker lives. */
class ResetTest {
  private static final byte[] HELLO = "hello".getBytes(UTF_8);
  private static final byte[] WELL = "well".getBytes(UTF_8);

  @SuppressWarnings("NullAway.Init")
  private Tried tried;

  @BeforeEach
  void start() throws Exception {
    tried = new Tried();
  }

  @AfterEach
  void stop() throws Exception {
    tried.close();
  }

  @Test
  void pendingCallsFailAtOnceAndTheWorkerGoesOnByANewConnection() throws Exception {
    ByteClient.Outgoing poll = tried.worker.call(POLL, HELLO);
    BytePeer.Incoming open = tried.peer.next();
    tried.proxy.reset();

    assertThat(poll.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(poll.status().getCause()).hasMessageContaining("reset");
    open.cancelled.get(20, TimeUnit.SECONDS);
    tried.awaitLine("forwarded abandoned lost INFO");

    ByteClient.Outgoing again = tried.worker.call(ECHO, HELLO);
    tried.peer.next().answer(WELL);
    assertThat(again.message()).isEqualTo(WELL);
    assertThat(tried.proxy.connected(1)).isTrue();
    assertThat(tried.exchanges())
        .extracting(exchange -> exchange.arrived().details().get(WireOp.CONNECTION))
        .containsExactly("1", "2");
  }

  @Test
  void whatIsHeldStaysWithItsHolder() throws Exception {
    CompletableFuture<Passage> held = new CompletableFuture<>();
    tried.proxy.intercept(passage -> held.complete(passage) ? Ruling.hold() : Ruling.pass());
    ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
    Passage passage = held.get(20, TimeUnit.SECONDS);
    tried.awaitLine("held");
    tried.proxy.reset();

    assertThat(call.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    await().until(() -> !tried.proxy.connected(1));
    tried.awaitLine("held abandoned");
    assertThat(tried.peer.waiting()).isZero();
    passage.release();
    tried.peer.next().answer(WELL);
    tried.awaitLine("held abandoned forwarded OK");
    WireExchange exchange = tried.exchanges().get(0);
    assertThat(exchange.step(Step.FORWARDED).orElseThrow().details())
        .containsEntry(WireOp.POSTHUMOUS, "true");
  }
}
