package dev.crashproof.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Ruling;
import dev.crashproof.wire.Wire;
import dev.crashproof.wire.stream.Gate;
import dev.crashproof.wire.stream.Told;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker and a service that are plain sockets, so that every byte is told. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpInterposerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Recorder recorder = new Recorder();
  private final Told told = new Told(recorder);
  private final ServerSocket service;
  private final Wire wire;

  HttpInterposerTest() throws IOException {
    service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    wire =
        HttpInterposer.start(
            "worker",
            Bind.loopback(),
            URI.create("http://127.0.0.1:" + service.getLocalPort()),
            recorder);
  }

  @BeforeEach
  void bound() throws IOException {
    service.setSoTimeout(30_000);
  }

  @AfterEach
  void stop() throws IOException {
    wire.close();
    service.close();
  }

  @Test
  void requestsAndAnswersPassUntouched() throws IOException {
    String request =
        "POST /pay/1?card=hidden HTTP/1.1\r\nhOsT: here\r\nIdempotency-Key: k-1\r\n"
            + "Authorization: Bearer hidden\r\nContent-Length: 6\r\n\r\nid=abc";
    try (Socket worker = connect()) {
      send(worker, request);
      try (Socket peer = accept()) {
        assertThat(read(peer, request.length())).isEqualTo(request);
        send(peer, OK);
        assertThat(read(worker, OK.length())).isEqualTo(OK);
      }
    }

    assertCourse("POST /pay/1", "forwarded, OK, delivered");
    assertThat(told.text("POST /pay/1")).contains("id=abc", "hOsT: here").doesNotContain("hidden");
    assertThat(told.exchange("POST /pay/1").detail(WireOp.STATUS)).contains("200");
    assertThat(told.exchange("POST /pay/1").detail(WireOp.IDEMPOTENCY_KEY)).contains("k-1");
  }

  @Test
  void bytesMayComeOneByOneAndBodiesInChunks() throws IOException {
    String chunks = "a;x=1\r\n0123456789\r\n3\r\n\r\n\r\r\n0\r\nTrailer: t\r\n\r\n";
    String request = "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
    String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    try (Socket worker = connect()) {
      drip(worker, request);
      try (Socket peer = accept()) {
        assertThat(read(peer, request.length())).isEqualTo(request);
        drip(peer, answer);
        assertThat(read(worker, answer.length())).isEqualTo(answer);
        send(worker, "HEAD /b HTTP/1.1\r\n\r\n");
        read(peer, 20);
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
        send(peer, head);
        assertThat(read(worker, head.length())).isEqualTo(head);
        send(worker, "GET /c HTTP/1.1\r\n\r\n");
        read(peer, 19);
        send(peer, "HTTP/1.1 204 No Content\r\n\r\n");
        await().until(() -> told.course("GET /c").endsWith("delivered"));
      }
    }

    assertThat(told.names()).containsExactly("PUT /a", "HEAD /b", "GET /c");
  }

  @Test
  void pipelinedRequestsWaitBehindAHeldOne() throws Exception {
    Gate gate = Gate.onRequest("GET /1", Ruling.hold());
    wire.intercept(gate);
    String first = "GET /1 HTTP/1.1\r\n\r\n";
    String second = "GET /2 HTTP/1.1\r\n\r\n";
    try (Socket worker = connect()) {
      send(worker, first + second);
      gate.met();
      await().until(() -> told.names().contains("GET /2"));
      assertThat(told.course("GET /2")).isEmpty();
      gate.met().release();
      try (Socket peer = accept()) {
        assertThat(read(peer, 2 * first.length())).isEqualTo(first + second);
        send(peer, OK + OK);
        assertThat(read(worker, 2 * OK.length())).isEqualTo(OK + OK);
      }
    }

    assertCourse("GET /1", "held, forwarded, OK, delivered");
    assertCourse("GET /2", "forwarded, OK, delivered");
  }

  @Test
  void whatIsHeldOutlivesItsSender() throws Exception {
    Gate gate = Gate.onRequest("POST /late", Ruling.hold());
    wire.intercept(gate);
    String request = "POST /late HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi";
    try (Socket worker = connect()) {
      send(worker, request);
      gate.met();
    }
    await().until(() -> !wire.connected(1));
    gate.met().release();
    try (Socket peer = accept()) {
      assertThat(read(peer, request.length())).isEqualTo(request);
      send(peer, OK);
      assertThat(gate.answered().kind()).isEqualTo(OpKind.OK);
      assertThat(peer.getInputStream().read()).isNegative();
    }

    assertCourse("POST /late", "held, abandoned, forwarded posthumously, OK");
  }

  @Test
  void whatFollowsADroppedRequestIsDroppedToo() throws Exception {
    Gate gate = Gate.onRequest("GET /2", Ruling.drop());
    wire.intercept(gate);
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        read(peer, 19);
        send(peer, OK);
        assertThat(read(worker, OK.length())).isEqualTo(OK);
        worker.shutdownOutput();
        assertThat(peer.getInputStream().read()).isNegative();
      }
    }

    assertThat(told.course("GET /2")).startsWith("dropped");
    assertThat(told.course("GET /3")).startsWith("dropped");
  }

  @Test
  void anAnswerIsHeldUntilItIsReleased() throws Exception {
    Gate gate = Gate.onReply("GET /1", Ruling.hold());
    wire.intercept(gate);
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        send(peer, OK + OK);
        assertThat(gate.answered().detail(WireOp.STATUS)).contains("200");
        await().until(() -> told.course("GET /2").contains("OK"));
        assertCourse("GET /1", "forwarded, OK, reply-held");
        gate.met().release();
        assertThat(read(worker, 2 * OK.length())).isEqualTo(OK + OK);
      }
    }

    assertCourse("GET /1", "forwarded, OK, reply-held, delivered");
  }

  @Test
  void aDroppedAnswerNeverComes() throws Exception {
    wire.intercept(Gate.onRequest("GET /1", Ruling.dropReply()));
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        send(peer, OK);
        await().until(() -> told.course("GET /1").endsWith("reply-dropped"));
      }
      assertThat(worker.getInputStream().read()).isNegative();
    }
  }

  @Test
  void anErrorComesInItsTurnAndTheServiceNeverHears() throws IOException {
    wire.intercept(Gate.onRequest("POST /2", Ruling.fail("503", "busy")));
    try (Socket worker = connect()) {
      send(
          worker,
          "GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nx"
              + "GET /3 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        assertThat(read(peer, 38)).startsWith("GET /1").contains("GET /3");
        send(peer, OK + OK);
        assertThat(read(worker, OK.length())).isEqualTo(OK);
        String refused =
            "HTTP/1.1 503 Injected\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: 4\r\n\r\nbusy";
        assertThat(read(worker, refused.length())).isEqualTo(refused);
        assertThat(read(worker, OK.length())).isEqualTo(OK);
      }
    }

    assertCourse("POST /2", "refused");
  }

  @Test
  void anAnswerIsReplacedByAnError() throws IOException {
    wire.intercept(Gate.onReply("GET /1", Ruling.fail("502", "gone")));
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        send(peer, OK);
        assertThat(read(worker, 25)).startsWith("HTTP/1.1 502");
      }
    }

    assertCourse("GET /1", "forwarded, OK, reply-dropped");
  }

  @Test
  void aBodyThatWaitsForContinueIsDecidedOnByItsHead() throws Exception {
    Gate gate = Gate.onRequest("POST /big", Ruling.passHoldingReply());
    wire.intercept(gate);
    String head = "POST /big HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
    String goOn = "HTTP/1.1 100 Continue\r\n\r\n";
    try (Socket worker = connect()) {
      send(worker, head);
      try (Socket peer = accept()) {
        assertThat(read(peer, head.length())).isEqualTo(head);
        send(peer, goOn);
        assertThat(read(worker, goOn.length())).isEqualTo(goOn);
        send(worker, "abc");
        assertThat(read(peer, 3)).isEqualTo("abc");
        send(peer, OK);
        assertThat(gate.answered().kind()).isEqualTo(OpKind.OK);
        gate.met().release();
        assertThat(read(worker, OK.length())).isEqualTo(OK);
      }
    }
  }

  @Test
  void afterSwitchingProtocolsBytesPassUnread() throws IOException {
    String head = "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    String switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
    try (Socket worker = connect()) {
      send(worker, head);
      try (Socket peer = accept()) {
        read(peer, head.length());
        send(peer, switching);
        assertThat(read(worker, switching.length())).isEqualTo(switching);
        send(worker, "\0\1\2GET / HTTP/1.1\r\n\r\n");
        assertThat(read(peer, 21)).startsWith("\0\1\2");
        send(peer, "\3\4");
        assertThat(read(worker, 2)).isEqualTo("\3\4");
      }
    }

    assertThat(told.names()).containsExactly("GET /ws");
  }

  @Test
  void anAnswerThatEndsWithTheConnectionEndsSo() throws IOException {
    String answer = "HTTP/1.1 200 OK\r\n\r\nall of it";
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        send(peer, answer);
      }
      assertThat(new String(worker.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo(answer);
      await().until(() -> told.course("GET /1").endsWith("delivered"));
    }
  }

  @Test
  void aConnectionThatEndsBeforeTheAnswerLosesIt() throws IOException {
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        read(peer, 19);
      }
      assertThat(worker.getInputStream().read()).isNegative();
    }

    assertCourse("GET /1", "forwarded, lost");
  }

  @Test
  void anUnfinishedBodyGoesAsFarAsItCame() throws IOException {
    String half = "POST /half HTTP/1.1\r\nContent-Length: 100\r\n\r\nnot all";
    try (Socket worker = connect()) {
      send(worker, half);
    }
    try (Socket peer = accept()) {
      assertThat(new String(peer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo(half);
    }

    await().until(() -> told.course("POST /half").endsWith("lost"));
  }

  @Test
  void aHalfClosedWorkerStillGetsItsAnswer() throws IOException {
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      worker.shutdownOutput();
      try (Socket peer = accept()) {
        assertThat(new String(peer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("GET /1");
        send(peer, OK);
        assertThat(read(worker, OK.length())).isEqualTo(OK);
      }
    }
  }

  @Test
  void aLargeBodyStreamsBothWays() throws Exception {
    String body = "x".repeat(20 << 20);
    String head = "POST /large HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n";
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    try (Socket worker = connect()) {
      CompletableFuture<Void> sending = later(() -> send(worker, head + body));
      try (Socket peer = accept()) {
        assertThat(read(peer, head.length() + body.length())).isEqualTo(head + body);
        sending.join();
        CompletableFuture<Void> answering = later(() -> send(peer, answer));
        assertThat(read(worker, answer.length())).isEqualTo(answer);
        answering.join();
      }
    }
  }

  @Test
  void anAnswerThatIsTooLargeToHoldIsNeverDelivered() throws Exception {
    wire.intercept(Gate.onRequest("GET /1", Ruling.passHoldingReply()));
    int length = 65 << 20;
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        send(
            peer, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
        assertCourse("GET /1", "forwarded, OK, reply-held, reply-dropped");
      }
      assertThat(worker.getInputStream().read()).isNegative();
    }
  }

  @Test
  void aServiceThatIsNotThereCertainlyDidNothing() throws IOException {
    service.close();
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      assertThat(worker.getInputStream().read()).isNegative();
    }

    assertCourse("GET /1", "FAIL");
    assertThat(told.exchange("GET /1").detail(WireOp.MESSAGE)).isPresent();
  }

  @Test
  void aDelayedAnswerCountsAsHeld() throws IOException {
    wire.intercept(Gate.onReply("GET /1", Ruling.delay(Duration.ofMillis(1))));
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        send(peer, OK);
        assertThat(read(worker, OK.length())).isEqualTo(OK);
      }
    }
    assertCourse("GET /1", "forwarded, OK, reply-held, delivered");
  }

  @Test
  void aResetIsTheWorkersBrokenConnectionAndTheServicesEnd() throws IOException {
    String request = "POST /1 HTTP/1.1\r\nContent-Length: 0\r\n\r\n";
    try (Socket worker = connect()) {
      send(worker, request);
      try (Socket peer = accept()) {
        assertThat(read(peer, request.length())).isEqualTo(request);
        wire.reset();
        assertThatThrownBy(() -> worker.getInputStream().read()).hasMessageContaining("reset");
        assertThat(peer.getInputStream().read()).isNegative();
        send(peer, OK);
        assertCourse("POST /1", "forwarded, abandoned, OK");
      }
    }
    await().until(() -> !wire.connected(1));
    try (Socket again = connect()) {
      send(again, "GET /2 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        read(peer, 19);
        send(peer, OK);
        assertThat(read(again, OK.length())).isEqualTo(OK);
      }
    }
  }

  @Test
  void closingFreesThePortAndEndsTheThread() throws IOException {
    int port = URI.create("http://" + wire.address()).getPort();
    try (Socket worker = connect()) {
      send(worker, "GET /1 HTTP/1.1\r\n\r\n");
      try (Socket peer = accept()) {
        read(peer, 19);
        wire.close();
        assertThat(peer.getInputStream().read()).isNegative();
      }
      assertThat(worker.getInputStream().read()).isNegative();
    }

    assertThat(told.course("GET /1")).startsWith("forwarded").endsWith("lost");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("wire-http-worker") && thread.isAlive());
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void whatItCannotStandBeforeIsSaid() {
    List.of("https://127.0.0.1:1", "http://127.0.0.1:1/base", "127.0.0.1:1")
        .forEach(
            upstream ->
                assertThatThrownBy(
                        () ->
                            HttpInterposer.start(
                                "worker",
                                Bind.loopback(),
                                URI.create(upstream.replaceFirst("^127", "//127")),
                                recorder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("give http://host:port"));
  }

  private Socket accept() throws IOException {
    Socket socket = service.accept();
    socket.setSoTimeout(30_000);
    return socket;
  }

  private Socket connect() throws IOException {
    URI address = URI.create("http://" + wire.address());
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void drip(Socket socket, String text) throws IOException {
    socket.setTcpNoDelay(true);
    for (int i = 0; i < text.length(); i++) {
      socket.getOutputStream().write(text.charAt(i));
    }
  }

  private static String read(Socket socket, int length) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  /** What is written down of a delivery comes after it. */
  private void assertCourse(String name, String course) {
    await().untilAsserted(() -> assertThat(told.course(name)).isEqualTo(course));
  }

  private interface Sending {
    void send() throws IOException;
  }

  private static CompletableFuture<Void> later(Sending sending) {
    Callable<Void> call =
        () -> {
          sending.send();
          return null;
        };
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }
}
