package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.environment.RestartableServer;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.workload.WorkflowRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a worker says of itself is so. Ready: the server sees its pollers. Live: its poll loops
 * move. One that is alive and does not poll, connected and without an error, is found out.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Order(8)
class HealthIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();

  private WorkerProcess worker(
      SuiteRun suite, WorkerCommand command, String taskQueue, String livenessTimeout) {
    assumeTrue(suite.sticky(), "UNSUPPORTED: the SDK's test server does not tell who polls");
    return suite.process(
        taskQueue,
        suite
            .placed(command, taskQueue)
            .with("MONITOR_ADDRESS", "localhost:" + port)
            .with("LIVENESS_TIMEOUT", livenessTimeout));
  }

  private static WorkerCommand adr(SuiteRun suite) {
    return suite.command("any");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build(),
        BodyHandlers.ofString());
  }

  /** Waits for the answer; the probe itself may fail while nobody listens. */
  private void await(String path, int status, String saying) {
    Awaitility.await(path + " to say " + status)
        .atMost(BOUND)
        .ignoreExceptions()
        .untilAsserted(() -> assertAnswer(path, status, saying));
  }

  private void assertAnswer(String path, int status, String saying) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.body()).contains(saying);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void readyWhenTheServerSeesItsPollersAndSoIsTheReplacementOfOneThatWasKilled(SuiteRun suite)
      throws Exception {
    try (WorkerProcess worker = worker(suite, adr(suite), "health", "2m")) {
      worker.start();
      await("/ready", 200, "{\"ready\":true,\"reasons\":[]}");
      assertAnswer("/live", 200, "{\"live\":true,\"reasons\":[]}");
      assertThat(suite.namespace().polled("health")).isTrue();

      worker.kill();
      worker.start();
      await("/ready", 200, "true");
      WorkflowRun run = suite.namespace().start(DemoRun.QUICK.on("health"), "health");
      assertThat(suite.namespace().awaitClosed(run, BOUND)).isPresent();
      Awaitility.await()
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(get("/metrics").body())
                      .containsPattern("temporal_workflow_completed_total\\{.*} 1\\.0")
                      .contains("crashproof_worker_ready 1.0", "poller_type=\"activity_task\""));
      worker.child().terminate();
      assertThat(worker.child().awaitExit(BOUND)).isZero();
    }
  }

  @Test
  void withItsServerAwayItIsNotReadyAndStaysLive(SuiteRun suite) throws Exception {
    assumeTrue(
        suite.environment() instanceof RestartableServer,
        "UNSUPPORTED: the server of this environment can't be killed and started again");
    RestartableServer server = (RestartableServer) suite.environment();
    try (WorkerProcess worker = worker(suite, adr(suite), "health-outage", "1s")) {
      Child child = worker.start();
      await("/ready", 200, "true");
      server.killServer();
      try {
        await("/ready", 503, "the server can't be asked who polls: ");
        // A restart would not help it.
        Awaitility.await()
            .during(Duration.ofSeconds(5))
            .atMost(BOUND)
            .untilAsserted(() -> assertAnswer("/live", 200, "true"));
      } finally {
        server.startServer();
      }
      await("/ready", 200, "true");
      // The tests' own client finds the server in its own time.
      Awaitility.await()
          .atMost(BOUND)
          .ignoreExceptions()
          .until(() -> suite.namespace().polled("health-outage"));
      assertAnswer("/live", 200, "true");
      assertThat(child.alive()).isTrue();
    }
  }

  @Test
  void aliveWithoutPollingItTurnsNotReadyAndThenNotLive(SuiteRun suite) throws Exception {
    try (WorkerProcess worker = worker(suite, Fixtures.idle(), "health-idle", "12s")) {
      Child child = worker.start();
      await("/ready", 200, "true");
      suite.namespace().start(DemoRun.QUICK.on("health-idle"), "health-idle");

      await("/ready", 503, "no poll for activities on 'health-idle' for ");
      assertAnswer("/live", 200, "true");
      // The server has not noticed, and will not for minutes.
      assertThat(suite.namespace().polled("health-idle")).isTrue();
      await("/live", 503, "no poll for workflow tasks on 'health-idle' for ");
      assertThat(child.alive()).isTrue();
      assertThat(String.join("\n", child.tail(20)))
          .containsOnlyOnce("Monitor not live: no poll for ");
    }
  }
}
