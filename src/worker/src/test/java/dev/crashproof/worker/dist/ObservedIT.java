package dev.crashproof.worker.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.Postgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution watched and logging JSON; and that one which is neither loads nothing for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Distribution DISTRIBUTION =
      new Distribution(Path.of("target", "dist").toAbsolutePath());

  @TempDir private Path folder = Path.of("");
  private final Backend backend;
  private final Map<String, String> places;
  private Map<String, String> environment = Map.of();

  ObservedIT() throws Exception {
    int port = Backend.freePort();
    backend = new Backend(port);
    places =
        Map.of(
            "TEMPORAL_ADDRESS", Backend.address(port),
            "DATABASE_URL", Postgres.url(Postgres.newDatabase()));
  }

  @BeforeEach
  void begin() {
    environment = new HashMap<>(places);
  }

  @AfterAll
  void end() {
    backend.close();
  }

  private WorkerRun start() throws Exception {
    return WorkerRun.start(DISTRIBUTION.launcher(), folder, environment);
  }

  @Test
  void aWorkerThatIsNotWatchedLoadsNothingForIt() throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    environment.put("CRASHPROOF_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
    try (WorkerRun worker = start().awaitReady(PATIENCE)) {
      worker.terminate();
      assertThat(worker.awaitExit(PATIENCE)).isZero();
    }
    assertThat(Files.readString(loaded))
        .contains("dev.crashproof.worker.observability.Logging ")
        .doesNotContain(
            "dev.crashproof.worker.observability.Monitor ",
            "dev.crashproof.worker.observability.JsonLines",
            "net.logstash",
            "io.micrometer",
            "io.prometheus",
            "com.sun.net.httpserver",
            "sun.net.httpserver");
  }

  @Test
  void eachLineOfJsonIsOneEventFromTheFirstToTheLast() throws Exception {
    // Nobody is there at first: complaints have their exceptions with them at this level.
    int later = Backend.freePort();
    environment.put("TEMPORAL_ADDRESS", Backend.address(later));
    environment.put("LOG_FORMAT", "json");
    environment.put("LOG_LEVEL", "debug");
    environment.put("MONITOR_ADDRESS", "localhost:0");
    try (WorkerRun worker = start()) {
      Awaitility.await().atMost(PATIENCE).until(() -> worker.err().contains("stack_trace"));
      HttpClient client = HttpClient.newHttpClient();
      assertThat(
              client
                  .send(HttpRequest.newBuilder(live(worker)).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
      try (Backend there = new Backend(later)) {
        assertThat(there).isNotNull();
        worker.awaitReady(PATIENCE);
        worker.terminate();
        assertThat(worker.awaitExit(PATIENCE)).isZero();
      }

      List<String> messages = new ArrayList<>();
      for (String line : worker.err().lines().toList()) {
        JsonNode event = new ObjectMapper().readTree(line);
        assertThat(event.path("timestamp").asText()).as(line).endsWith("Z");
        assertThat(event.path("level").asText()).as(line).isNotBlank();
        assertThat(event.path("role").asText()).as(line).isEqualTo("general");
        messages.add(event.path("message").asText());
      }
      assertThat(messages)
          .anyMatch(message -> message.startsWith("waiting for Temporal"))
          .anyMatch(message -> message.startsWith("told to stop"))
          .last()
          .isEqualTo("drained");
    }
  }

  private static URI live(WorkerRun worker) throws Exception {
    for (String line : worker.err().lines().toList()) {
      String message = new ObjectMapper().readTree(line).path("message").asText();
      if (message.startsWith("watched at ")) {
        return URI.create(message.substring("watched at ".length(), message.indexOf(',')));
      }
    }
    throw new IllegalStateException("it does not say where it is watched: " + worker.err());
  }

  @Test
  void aPortThatIsTakenGetsOneSentenceAndExitCode2() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      environment.put("MONITOR_ADDRESS", "localhost:" + taken.getLocalPort());
      try (WorkerRun worker = start()) {
        assertThat(worker.awaitExit(PATIENCE)).isEqualTo(2);
        assertThat(worker.out()).isEmpty();
        assertThat(worker.err())
            .hasLineCount(1)
            .startsWith("crashproof-worker: MONITOR_ADDRESS is localhost:" + taken.getLocalPort())
            .endsWith("give it an address that is free.\n");
      }
    }
  }
}
