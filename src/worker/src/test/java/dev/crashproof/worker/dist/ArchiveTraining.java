package dev.crashproof.worker.dist;

import com.sun.net.httpserver.HttpServer;
import dev.crashproof.worker.effects.Schema;
import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.Postgres;
import dev.crashproof.worker.workflows.ApprovalInput;
import dev.crashproof.worker.workflows.Decision;
import dev.crashproof.worker.workflows.DurableDemoInput;
import dev.crashproof.worker.workflows.Review;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes the archive of classes that lets a worker start in half the time: runs the distribution's
 * worker through all roles' workflows against servers of its own, and has its JVM write down what
 * it loaded. The build goes on without an archive where this cannot be done, and does nothing where
 * it has been.
 */
final class ArchiveTraining {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Distribution distribution;
  private final Path stamp;
  private final Path outputs;

  private ArchiveTraining(Path target) {
    this.distribution = new Distribution(target.resolve("dist"));
    this.stamp = target.resolve("crashproof-worker.jsa.stamp");
    this.outputs = target.resolve("training");
  }

  /** The only argument is the module's {@code target}. */
  public static void main(String[] arguments) {
    new ArchiveTraining(Path.of(arguments[0])).run();
    // Servers leave threads behind that have nothing more to do.
    System.exit(0);
  }

  private void run() {
    try {
      String wanted = inputs();
      if (Files.exists(distribution.archive()) && wanted.equals(read(stamp))) {
        return;
      }
      long start = System.nanoTime();
      Files.deleteIfExists(distribution.archive());
      train();
      Files.writeString(stamp, wanted);
      System.out.printf(
          "Class archive made in %.1f s: %s, %d MiB%n",
          (System.nanoTime() - start) / 1e9,
          distribution.archive().getFileName(),
          Files.size(distribution.archive()) >> 20);
    } catch (Exception e) {
      System.out.println(
          "No class archive, the worker will start slower: "
              + e.toString().lines().findFirst().orElse(""));
    }
  }

  /** What an archive depends on: another JVM, jar or set of options cannot use it. */
  private String inputs() throws IOException {
    return String.join(
        "\n",
        System.getProperty("java.home"),
        System.getProperty("java.vm.version"),
        Files.getLastModifiedTime(distribution.jar()).toString(),
        String.valueOf(Files.size(distribution.jar())),
        Files.readString(distribution.options()));
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private void train() throws Exception {
    int port = Backend.freePort();
    String database = Postgres.newDatabase();
    // Before the worker starts: a usual start finds the schema there, and its archive needs no
    // Flyway.
    Schema.migrate(Postgres.dataSource(database));
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "TEMPORAL_ADDRESS",
                Backend.address(port),
                "DATABASE_URL",
                Postgres.url(database),
                // A worker that is started after a crash has its first task waiting, whatever its
                // role: what a workflow loads then counts against the second that its thread has.
                "WORKER_ROLES",
                "monolith",
                "CRASHPROOF_JAVA_OPTS",
                "-XX:ArchiveClassesAtExit=" + distribution.archive()));
    HttpServer service = service();
    environment.put("API_BASE_URL", "http://localhost:" + service.getAddress().getPort());
    try (Backend backend = new Backend(port);
        WorkerRun worker =
            WorkerRun.start(
                distribution.launcher(), outputs, environment, "--task-queue=default")) {
      worker.awaitReady(PATIENCE);
      exercise(backend);
      worker.terminate();
      int code = worker.awaitExit(PATIENCE);
      if (code != 0 || !Files.exists(distribution.archive())) {
        throw new IllegalStateException(
            "the trained worker left with " + code + ": " + worker.err());
      }
    } finally {
      service.stop(0);
    }
  }

  /** What the integration calls: it answers with what it was sent. */
  private static HttpServer service() throws IOException {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    service.start();
    return service;
  }

  private static void exercise(Backend backend) throws Exception {
    WorkflowStub demo = backend.workflow("DurableDemoWorkflow");
    demo.start(new DurableDemoInput("demo", Duration.ofMillis(50), 3, Duration.ofMillis(60)));
    WorkflowStub approved = backend.workflow("ApprovalWorkflow");
    approved.start(new ApprovalInput("training", Duration.ofMinutes(1)));
    approved.query("state", Object.class);
    approved.update("approve", Object.class, new Review("trainer", "seen"));
    WorkflowStub rejected = backend.workflow("ApprovalWorkflow");
    rejected.start(new ApprovalInput("training", Duration.ofMinutes(1)));
    rejected.signal("decide", new Decision(Decision.Verdict.REJECT, "trainer", "seen"));
    WorkflowStub escalated = backend.workflow("ApprovalWorkflow");
    escalated.start(new ApprovalInput("training", Duration.ofMillis(50)));
    WorkflowStub integration = backend.workflow("IntegrationWorkflow");
    integration.start(
        Map.of(
            "url",
            "/training",
            "headers",
            Map.of("Accept", "application/json"),
            "body",
            Map.of("items", List.of(Map.of("name", "lamp"))),
            "expression",
            "items[*].name"));
    WorkflowStub sound = backend.workflow("VerificationWorkflow");
    sound.start(Map.of());
    WorkflowStub broken = backend.workflow("VerificationWorkflow");
    broken.start(Map.of("source", "class Demo { int number( }"));
    for (WorkflowStub workflow :
        List.of(demo, approved, rejected, escalated, integration, sound, broken)) {
      workflow.getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Object.class);
    }
  }
}
