package dev.crashproof.wire.grpc;

import static dev.crashproof.wire.grpc.Tried.ECHO;
import static dev.crashproof.wire.grpc.Tried.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes, passes as it came. */
class GrpcProxyTest {
  private static final Metadata.Key<String> TEXT =
      Metadata.Key.of("some-text", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<byte[]> BINARY =
      Metadata.Key.of("some-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Key<String> ENCODING =
      Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> USER_AGENT =
      Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER);
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
  void aCallIsAnExchangeOfOps() throws Exception {
    ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
    tried.peer.next().answer(WELL);

    assertThat(call.message()).isEqualTo(WELL);
    assertThat(call.status()).isEqualTo(Status.OK);
    tried.awaitLine("forwarded delivered OK");
    assertThat(tried.recorder.history().ops())
        .extracting(Op::process, Op::name)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("worker", "Echo"));
    assertThat(tried.recorder.history().ops())
        .allSatisfy(
            op ->
                assertThat(op.details())
                    .containsEntry(WireOp.WIRE, "temporal")
                    .containsEntry(WireOp.START, "1")
                    .containsEntry(WireOp.CONNECTION, "1"));
  }

  @Test
  void headersAndTrailersPass() throws Exception {
    Metadata sent = new Metadata();
    sent.put(TEXT, "one");
    sent.put(TEXT, "two");
    sent.put(BINARY, new byte[] {0, 1, -1});
    ByteClient.Outgoing call =
        tried.worker.call(
            ECHO, HELLO, sent, CallOptions.DEFAULT.withAuthority("temporal.example:7233"));

    BytePeer.Incoming arrived = tried.peer.next();
    assertThat(arrived.headers.getAll(TEXT)).containsExactly("one", "two");
    assertThat(arrived.headers.get(BINARY)).isEqualTo(new byte[] {0, 1, -1});
    assertThat(arrived.headers.get(USER_AGENT)).startsWith("some-sdk/1.2");
    assertThat(arrived.authority()).isEqualTo("temporal.example:7233");

    Metadata answered = new Metadata();
    answered.put(TEXT, "three");
    Metadata last = new Metadata();
    last.put(BINARY, new byte[] {4});
    arrived.sendHeaders(answered);
    arrived.send(WELL);
    arrived.end(Status.OK, last);

    assertThat(call.status()).isEqualTo(Status.OK);
    assertThat(call.headers.join().get(TEXT)).isEqualTo("three");
    assertThat(call.trailers.join().get(BINARY)).isEqualTo(new byte[] {4});
  }

  @Test
  void whoSpeaksToTheProxyByItsAddressSpeaksToThePeerByThePeers() throws Exception {
    tried.worker.call(ECHO, HELLO);

    assertThat(tried.peer.next().authority()).isEqualTo(tried.peer.address());
  }

  @Test
  void anErrorPassesWithItsDetails() throws Exception {
    ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, new byte[] {8, 5, 18, 3});
    tried.peer.next().end(Status.NOT_FOUND.withDescription("no such task: ä"), trailers);

    assertThat(call.status().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(call.status().getDescription()).isEqualTo("no such task: ä");
    assertThat(call.trailers.join().get(DETAILS)).isEqualTo(new byte[] {8, 5, 18, 3});
    tried.awaitLine("forwarded delivered FAIL");
    assertThat(tried.exchanges().get(0).answer().orElseThrow().details())
        .containsEntry(WireOp.STATUS, "NOT_FOUND")
        .containsEntry(WireOp.MESSAGE, "no such task: ä");
  }

  @Test
  void anErrorThatLeavesTheOutcomeOpenIsALoss() throws Exception {
    ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
    tried.peer.next().end(Status.UNAVAILABLE, new Metadata());

    assertThat(call.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    tried.awaitLine("forwarded lost delivered INFO");
  }

  @Test
  void theDeadlinePasses() throws Exception {
    ByteClient.Outgoing call =
        tried.worker.call(
            ECHO,
            HELLO,
            new Metadata(),
            CallOptions.DEFAULT.withDeadlineAfter(100, TimeUnit.SECONDS));

    BytePeer.Incoming arrived = tried.peer.next();
    assertThat(Objects.requireNonNull(arrived.deadline).timeRemaining(TimeUnit.SECONDS))
        .isBetween(1L, 100L);
    call.cancel();
  }

  @Test
  void aDeadlineThatPassesEndsTheCallEverywhere() throws Exception {
    ByteClient.Outgoing call =
        tried.worker.call(
            ECHO,
            HELLO,
            new Metadata(),
            CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS));

    assertThat(call.status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    tried.peer.next().cancelled.get(20, TimeUnit.SECONDS);
    await().until(() -> tried.exchanges().get(0).answer().isPresent());
    assertThat(Tried.line(tried.exchanges().get(0))).contains("lost");
  }

  @Test
  void aCancelPasses() throws Exception {
    ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
    BytePeer.Incoming arrived = tried.peer.next();
    call.cancel();

    arrived.cancelled.get(20, TimeUnit.SECONDS);
    tried.awaitLine("forwarded abandoned lost INFO");
    assertThat(tried.exchanges().get(0).answer().orElseThrow().details())
        .containsEntry(WireOp.STATUS, "CANCELLED");
  }

  @Test
  void aDeathCancels() throws Exception {
    tried.worker.call(ECHO, HELLO);
    BytePeer.Incoming arrived = tried.peer.next();
    assertThat(tried.proxy.connected(1)).isTrue();
    tried.worker.close();

    arrived.cancelled.get(20, TimeUnit.SECONDS);
    tried.awaitLine("forwarded abandoned lost INFO");
    await().until(() -> !tried.proxy.connected(1));
  }

  @Test
  void largeMessagesPass() throws Exception {
    byte[] large = new byte[100 << 20];
    new Random(4).nextBytes(large);
    ByteClient.Outgoing call = tried.worker.call(ECHO, large);
    BytePeer.Incoming arrived = tried.peer.next();
    byte[] message = arrived.message();
    assertThat(java.util.Arrays.equals(message, large)).isTrue();
    arrived.answer(message);

    assertThat(java.util.Arrays.equals(call.message(), large)).isTrue();
  }

  @Test
  void compressionPasses() throws Exception {
    ByteClient.Outgoing call =
        tried.worker.call(ECHO, HELLO, new Metadata(), CallOptions.DEFAULT.withCompression("gzip"));
    BytePeer.Incoming arrived = tried.peer.next();

    assertThat(arrived.headers.get(ENCODING)).isEqualTo("gzip");
    assertThat(arrived.message()).isEqualTo(HELLO);
    arrived.sendHeaders(new Metadata(), "gzip");
    arrived.send(WELL);
    arrived.end(Status.OK, new Metadata());
    assertThat(call.message()).isEqualTo(WELL);
    assertThat(call.headers.join().get(ENCODING)).isEqualTo("gzip");
  }

  @Test
  void anEmptyCallPasses() throws Exception {
    ByteClient.Outgoing call =
        tried.worker.open(STREAM, MethodType.CLIENT_STREAMING, new Metadata(), CallOptions.DEFAULT);
    call.end();
    tried.peer.next().end(Status.OK, new Metadata());

    assertThat(call.status()).isEqualTo(Status.OK);
  }

  @Test
  void aConversationPasses() throws Exception {
    ByteClient.Outgoing call =
        tried.worker.open(STREAM, MethodType.BIDI_STREAMING, new Metadata(), CallOptions.DEFAULT);
    call.send(HELLO);
    BytePeer.Incoming arrived = tried.peer.next();
    assertThat(arrived.message()).isEqualTo(HELLO);
    arrived.sendHeaders(new Metadata());
    arrived.send(WELL);
    assertThat(call.message()).isEqualTo(WELL);
    call.send(WELL);
    assertThat(arrived.message()).isEqualTo(WELL);
    arrived.send(HELLO);
    assertThat(call.message()).isEqualTo(HELLO);
    call.end();
    arrived.ended.get(20, TimeUnit.SECONDS);
    arrived.end(Status.OK, new Metadata());

    assertThat(call.status()).isEqualTo(Status.OK);
    tried.awaitLine("forwarded delivered OK");
  }

  @Test
  void aPeerThatComesBackIsReachedAtOnce() throws Exception {
    int port = tried.peer.port();
    tried.worker.call(ECHO, HELLO);
    tried.peer.next().answer(WELL);
    tried.peer.close();
    await()
        .until(() -> tried.worker.call(ECHO, HELLO).status().getCode() == Status.Code.UNAVAILABLE);

    try (BytePeer again = new BytePeer(port)) {
      await()
          .until(
              () -> {
                ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
                await().until(() -> again.waiting() > 0 || call.status.isDone());
                return again.waiting() > 0;
              });
    }
  }

  @Test
  void tenantsAreToldApartByTheirConnections() throws Exception {
    tried.worker.call(ECHO, HELLO);
    tried.peer.next().answer(WELL);
    tried.proxy.tenant(2);
    try (ByteClient second = new ByteClient(tried.proxy.address())) {
      second.call(ECHO, HELLO);
      tried.peer.next().answer(WELL);

      assertThat(tried.exchanges()).extracting(e -> e.start()).containsExactly(1, 2);
      assertThat(tried.proxy.connected(2)).isTrue();
    }
    await().until(() -> !tried.proxy.connected(2));
    assertThat(tried.proxy.connected(1)).isTrue();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(
              () ->
                  GrpcProxy.start(
                      "worker",
                      new Bind("127.0.0.1", taken.getLocalPort(), "127.0.0.1"),
                      tried.peer.address(),
                      tried.recorder,
                      new Protocol() {
                        @Override
                        public boolean unary(String method) {
                          return true;
                        }

                        @Override
                        public Reading read(Caller caller, String method, byte[] request) {
                          return Reading.nothing();
                        }
                      }))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void closeFreesThePortAndEndsThreadsAndConnections() throws Exception {
    ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
    BytePeer.Incoming arrived = tried.peer.next();
    int port = Integer.parseInt(tried.proxy.address().split(":", -1)[1]);
    tried.proxy.close();

    try (ServerSocket free = new ServerSocket(port)) {
      assertThat(free.isBound()).isTrue();
    }
    arrived.cancelled.get(20, TimeUnit.SECONDS);
    assertThat(call.status().isOk()).isFalse();
    assertThat(tried.exchanges()).extracting(Tried::line).containsExactly("forwarded");
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith(EventLoop.THREAD)));
  }
}
