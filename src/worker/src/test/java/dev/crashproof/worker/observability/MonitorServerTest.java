package dev.crashproof.worker.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.worker.observability.MonitorServer.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as probes and scrapers speak it, and as those do who mean no good. */
class MonitorServerTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final MonitorServer server = MonitorServer.listen(any(), this::page);
  private final HttpClient client = HttpClient.newHttpClient();

  private static InetSocketAddress any() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private Page page(String path, String accept) throws IOException {
    if (path.equals("/hangs")) {
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    return new Page(path.equals("/no") ? 503 : 200, "text/plain; charset=utf-8", "für " + accept);
  }

  @AfterEach
  void close() {
    release.countDown();
    server.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + server.address().getPort() + path))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void aPageHasItsStatusTypeLengthAndBody() throws Exception {
    HttpResponse<String> response = send(to("/no").header("Accept", "me"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("für me");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(response.headers().firstValue("Content-Length")).hasValue("7");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void headIsTheSameWithoutTheBody() throws Exception {
    HttpResponse<String> response =
        send(to("/no").method("HEAD", BodyPublishers.noBody()).header("Accept", "me"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Length")).hasValue("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    HttpResponse<String> response =
        send(to("/live").method(method, BodyPublishers.ofString("something")));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    assertThat(send(to("/live")).statusCode()).isEqualTo(200);
  }

  @Test
  void aPortThatIsTakenIsToldInASentenceWithTheSettingsName() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  MonitorServer.listen(
                      new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort()),
                      this::page))
          .isInstanceOf(MonitorException.class)
          .hasMessageStartingWith("MONITOR_ADDRESS is localhost:" + taken.getLocalPort())
          .hasMessageContaining("nothing can listen")
          .hasMessageEndingWith("give it an address that is free.");
    }
  }

  @Test
  void clientsThatSayNothingOrLittleKeepNobodyWaitingForLong() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.getOutputStream().write("GET /live HT".getBytes(StandardCharsets.US_ASCII));
        sockets.add(socket);
      }
      // Some are turned away while others wait: a probe comes again.
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> send(to("/live")).statusCode() == 200);
      assertThat(threads()).isLessThanOrEqualTo(4);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("monitor-\\d+"))
        .count();
  }

  @Test
  void onePageThatHangsLeavesTheOthersAlone() throws Exception {
    var hanging = client.sendAsync(to("/hangs").build(), BodyHandlers.ofString());
    assertThat(send(to("/live")).statusCode()).isEqualTo(200);
    assertThat(hanging).isNotDone();
  }

  @Test
  void closedItLeavesItsPort() throws Exception {
    assertThat(send(to("/live")).statusCode()).isEqualTo(200);
    int port = server.address().getPort();
    server.close();
    try (ServerSocket again = new ServerSocket()) {
      again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      assertThat(again.isBound()).isTrue();
    }
  }
}
