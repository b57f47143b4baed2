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
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Makes what lets a worker start in half the time, for each Java that it is told of: an archive of
 * classes, from Java 24 on an AOT cache. Runs the distribution's worker through all roles'
 * workflows against servers of its own, and has its JVM write down what it loaded. The build goes
 * on without where this cannot be done, and does nothing where it has been.
 */
final class ArchiveTraining {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path target;
  private final Distribution distribution;
  private final Jdk jdk;
  private final Path archive;

  private ArchiveTraining(Path target, Jdk jdk) {
    this.target = target;
    this.distribution = new Distribution(target.resolve("dist"));
    this.jdk = jdk;
    this.archive = distribution.archive(jdk);
  }

  /**
   * The first argument is the module's {@code target}, the second the homes of the Javas that are
   * to have an archive, separated as paths are; the one that runs this if there is none.
   */
  public static void main(String[] arguments) {
    String homes = arguments.length > 1 ? arguments[1] : "";
    Pattern.compile(File.pathSeparator)
        .splitAsStream(homes.isBlank() ? System.getProperty("java.home") : homes)
        .forEach(home -> make(Path.of(arguments[0]), Path.of(home)));
    // Servers leave threads behind that have nothing more to do.
    System.exit(0);
  }

  private static void make(Path target, Path home) {
    try {
      new ArchiveTraining(target, Jdk.at(home)).run();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.out.println("No archive: crashproof.archive.jdks names " + e.getMessage());
    }
  }

  private void run() {
    Path stamp = target.resolve(archive.getFileName() + ".stamp");
    try {
      String wanted = inputs();
      if (Files.exists(archive) && wanted.equals(read(stamp))) {
        return;
      }
      long start = System.nanoTime();
      Files.deleteIfExists(archive);
      if (jdk.hasAotCache()) {
        makeCache();
      } else {
        train("-XX:ArchiveClassesAtExit=" + archive);
      }
      if (!Files.exists(archive)) {
        throw new IllegalStateException("the JVM wrote none");
      }
      Files.writeString(stamp, wanted);
      System.out.printf(
          "Archive for Java %d made in %.1f s: %s, %d MiB%n",
          jdk.feature(),
          (System.nanoTime() - start) / 1e9,
          archive.getFileName(),
          Files.size(archive) >> 20);
    } catch (Exception | LinkageError e) {
      // A Postgres that cannot start here fails a class that holds it.
      System.out.printf(
          "No archive for Java %d, the worker will start slower there: %s%n",
          jdk.feature(), cause(e).toString().lines().findFirst().orElse(""));
    }
  }

  private static Throwable cause(Throwable thrown) {
    return thrown.getCause() == null ? thrown : cause(thrown.getCause());
  }

  /** Two steps, as Java 24 knows them: what was loaded is recorded, then made into a cache. */
  private void makeCache() throws Exception {
    Path recorded = target.resolve("training").resolve("crashproof-worker.aotconf");
    Files.createDirectories(recorded.getParent());
    Files.deleteIfExists(recorded);
    train("-XX:AOTMode=record -XX:AOTConfiguration=" + recorded);
    Path log = target.resolve("training").resolve("aot.log");
    Process create =
        new ProcessBuilder(
                jdk.java().toString(),
                "@" + distribution.options(),
                "@" + distribution.newerOptions(),
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + recorded,
                "-XX:AOTCache=" + archive,
                "-jar",
                distribution.jar().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!create.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || create.exitValue() != 0) {
      create.destroyForcibly();
      Files.deleteIfExists(archive);
      throw new IllegalStateException("the AOT cache could not be made: see " + log);
    }
  }

  /** What an archive depends on: another JVM, jar or set of options cannot use it. */
  private String inputs() throws IOException {
    return String.join(
        "\n",
        jdk.home().toString(),
        jdk.release(),
        // Java 17 takes an archive for the jar in its place alone.
        distribution.jar().toString(),
        Files.getLastModifiedTime(distribution.jar()).toString(),
        String.valueOf(Files.size(distribution.jar())),
        Files.readString(distribution.options()),
        Files.readString(distribution.newerOptions()));
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private void train(String options) throws Exception {
    int port = Backend.freePort();
    String database = Postgres.newDatabase();
    // Before the worker starts: a usual start finds the schema there, and its archive needs no
    // Flyway.
    Schema.migrate(Postgres.dataSource(database));
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "JAVA_HOME",
                jdk.home().toString(),
                "TEMPORAL_ADDRESS",
                Backend.address(port),
                "DATABASE_URL",
                Postgres.url(database),
                // A worker that is started after a crash has its first task waiting, whatever its
                // role: what a workflow loads then counts against the second that its thread has.
                "WORKER_ROLES",
                "monolith",
                "CRASHPROOF_JAVA_OPTS",
                options));
    HttpServer service = service();
    environment.put("API_BASE_URL", "http://localhost:" + service.getAddress().getPort());
    try (Backend backend = new Backend(port);
        WorkerRun worker =
            WorkerRun.start(
                distribution.launcher(),
                target.resolve("training"),
                environment,
                "--task-queue=default")) {
      worker.awaitReady(PATIENCE);
      exercise(backend);
      worker.terminate();
      int code = worker.awaitExit(PATIENCE);
      if (code != 0) {
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
