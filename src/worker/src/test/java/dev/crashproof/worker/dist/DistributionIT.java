package dev.crashproof.worker.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.Postgres;
import io.temporal.client.WorkflowStub;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people run: the launcher, the jar, the options, the archive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Distribution DISTRIBUTION =
      new Distribution(Path.of("target", "dist").toAbsolutePath());

  @TempDir private Path folder = Path.of("");
  private final Map<String, String> places;
  private Map<String, String> environment = Map.of();
  private final Backend backend;

  DistributionIT() throws Exception {
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

  private WorkerRun start(Path launcher, String... arguments) throws IOException {
    return WorkerRun.start(launcher, folder, environment, arguments);
  }

  /**
   * Runs to the end of a workflow and of the worker, which must have said no more than it should.
   */
  private void serves(Path launcher, String... options) throws Exception {
    environment.put("CRASHPROOF_JAVA_OPTS", String.join(" ", options));
    try (WorkerRun worker = start(launcher).awaitReady(PATIENCE)) {
      WorkflowStub workflow = backend.workflow("DurableDemoWorkflow");
      workflow.start(Map.of("timer", 0.01, "stepTime", 0.01));
      assertThat(workflow.getResult(30, TimeUnit.SECONDS, Object.class)).isNotNull();
      worker.terminate();

      assertThat(worker.awaitExit(PATIENCE)).isZero();
      assertThat(worker.out())
          .hasLineCount(1)
          .startsWith("crashproof-worker ready: task queue 'default'");
      assertThat(worker.err()).doesNotContain("shared", "archive", "warning", "Exception");
    }
  }

  /** Those that the build made an archive for. */
  static Stream<Jdk> jdks() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(
            System.getProperty("crashproof.archive.jdks", System.getProperty("java.home")))
        .map(home -> Jdk.at(Path.of(home)));
  }

  private void on(Jdk jdk) {
    environment.put("JAVA_HOME", jdk.home().toString());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void itServesAndDrainsWithItsArchive(Jdk jdk) throws Exception {
    on(jdk);
    Path loaded = folder.resolve("loaded.txt");

    serves(DISTRIBUTION.launcher(), "-Xlog:class+load:file=" + loaded);

    List<String> ours =
        Files.readAllLines(loaded).stream()
            .filter(line -> line.contains("dev.crashproof.worker.runtime.WorkerProcess "))
            .toList();
    assertThat(ours).singleElement().asString().contains("shared objects file");
  }

  @Test
  void aGeneralWorkerWithNothingToMigrateLoadsNeitherFlywayNorWhatOtherRolesNeed()
      throws Exception {
    serves(DISTRIBUTION.launcher());
    Path loaded = folder.resolve("loaded.txt");

    serves(DISTRIBUTION.launcher(), "-Xlog:class+load:file=" + loaded);

    assertThat(Files.readString(loaded))
        .contains("com.zaxxer.hikari")
        .doesNotContain(
            "org.flywaydb",
            "com.github.javaparser",
            "io.burt.jmespath",
            "java.net.http",
            "jdk.internal.net.http");
  }

  @Test
  void aPlainWorkerLoadsNothingOfTlsAndTraces() throws Exception {
    Path loaded = folder.resolve("loaded.txt");

    serves(DISTRIBUTION.launcher(), "-Xlog:class+load:file=" + loaded);

    assertThat(Files.readString(loaded))
        .contains("dev.crashproof.worker.connection.ServerAccess ")
        .doesNotContain(
            "io.opentelemetry",
            "io.opentracing",
            "io.temporal.opentracing",
            "GrpcSslContexts",
            "SslContextBuilder",
            "dev.crashproof.worker.connection.Tls ",
            "dev.crashproof.worker.connection.Kept ",
            "dev.crashproof.worker.observability.Tracing ");
  }

  @Test
  void tracesThatNobodyTakesAreToldOnceAndHoldNobodyUp() throws Exception {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + Backend.freePort());
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "50");
    try (WorkerRun worker = start(DISTRIBUTION.launcher()).awaitReady(PATIENCE)) {
      for (int run = 0; run < 3; run++) {
        WorkflowStub workflow = backend.workflow("DurableDemoWorkflow");
        workflow.start(Map.of("timer", 0.01, "stepTime", 0.01));
        assertThat(workflow.getResult(30, TimeUnit.SECONDS, Object.class)).isNotNull();
      }
      Awaitility.await().atMost(PATIENCE).until(() -> worker.err().contains("no traces are taken"));
      worker.terminate();

      assertThat(worker.awaitExit(PATIENCE)).isZero();
      assertThat(worker.err().lines().filter(line -> line.contains("trace"))).hasSize(1);
      assertThat(worker.err()).contains("it cannot be reached").doesNotContain("Exception");
    }
  }

  @Test
  void itStartsThroughASymbolicLinkFromAnywhere() throws Exception {
    Path absolute = Files.createSymbolicLink(folder.resolve("worker"), DISTRIBUTION.launcher());
    Path relative = Files.createSymbolicLink(folder.resolve("worker-2"), absolute.getFileName());
    try {
      serves(relative);
    } finally {
      // JUnit warns of links that lead out of its folder.
      Files.delete(relative);
      Files.delete(absolute);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anArchiveThatIsMissingIsNotMissed(Jdk jdk) throws Exception {
    on(jdk);
    Distribution copy = copy();

    serves(copy.launcher());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anArchiveOfAnotherJarIsPassedOverInSilence(Jdk jdk) throws Exception {
    on(jdk);
    Distribution copy = copy();
    Files.copy(DISTRIBUTION.archive(jdk), copy.archive(jdk));

    serves(copy.launcher());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anArchiveThatIsNoneIsPassedOverInSilence(Jdk jdk) throws Exception {
    on(jdk);
    Distribution copy = copy();
    Files.writeString(copy.archive(jdk), "no archive");

    serves(copy.launcher());
  }

  private Distribution copy() throws IOException {
    Distribution copy = new Distribution(folder.resolve("elsewhere"));
    Files.createDirectories(copy.launcher().getParent());
    Files.createDirectories(copy.jar().getParent());
    Files.copy(DISTRIBUTION.launcher(), copy.launcher());
    Files.copy(DISTRIBUTION.jar(), copy.jar());
    Files.copy(DISTRIBUTION.options(), copy.options());
    Files.copy(DISTRIBUTION.newerOptions(), copy.newerOptions());
    return copy;
  }

  @Test
  void aWrongSettingGetsOneSentenceAndExitCode2() throws Exception {
    try (WorkerRun worker = start(DISTRIBUTION.launcher(), "--task-queue= ")) {
      assertThat(worker.awaitExit(PATIENCE)).isEqualTo(2);
      assertThat(worker.out()).isEmpty();
      assertThat(worker.err())
          .isEqualTo(
              "crashproof-worker: --task-queue (from the command line) is blank: give it a value or do not set it.\n");
    }
  }

  @Test
  void aWorkerWithoutServerAndDatabaseSaysSoOnceAndStopsWhenTold() throws Exception {
    environment.put("TEMPORAL_ADDRESS", Backend.address(Backend.freePort()));
    environment.put("DATABASE_URL", "jdbc:postgresql://localhost:" + Backend.freePort() + "/none");
    try (WorkerRun worker = start(DISTRIBUTION.launcher())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  worker.err().contains("waiting for Temporal")
                      && worker.err().contains("waiting for the database"));
      worker.terminate();

      assertThat(worker.awaitExit(PATIENCE)).isZero();
      assertThat(worker.out()).isEmpty();
      assertThat(worker.err().lines().filter(line -> line.contains("waiting for")))
          .hasSize(2)
          .allMatch(line -> line.endsWith("Connection refused"));
    }
  }

  @Test
  void aJavaThatIsTooOldGetsOneSentenceAndExitCode2() throws Exception {
    Path home = folder.resolve("jdk-8");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"1.8.0_432\"\n");
    environment.put("JAVA_HOME", home.toString());
    try (WorkerRun worker = start(DISTRIBUTION.launcher())) {
      assertThat(worker.awaitExit(PATIENCE)).isEqualTo(2);
      assertThat(worker.err())
          .isEqualTo(
              "crashproof-worker: the Java at '%s' is too old: set JAVA_HOME to a JDK 17 or later, or put one on PATH.%n"
                  .formatted(java));
    }
  }

  @Test
  void itsPidIsTheJvms() throws Exception {
    try (WorkerRun worker = start(DISTRIBUTION.launcher()).awaitReady(PATIENCE)) {
      assertThat(worker.out()).contains("pid " + worker.handle().pid());
      assertThat(worker.handle().children()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/junit",
        "org/testcontainers",
        "org/assertj",
        "org/awaitility",
        "org/opentest4j",
        "com/tngtech/archunit",
        "com/github/dockerjava",
        "io/zonky",
        "io/temporal/testing",
        "io/temporal/testserver",
        "net/bytebuddy"
      })
  void theJarHasNothingOfTests(String folderInJar) throws IOException {
    assertThat(names()).isNotEmpty().noneMatch(name -> name.startsWith(folderInJar));
  }

  @Test
  void ofThisProjectTheJarHasTheWorkerAndTheRecoveryLibraryOnlyAndNoClassPathBeyondItself()
      throws IOException {
    assertThat(names())
        .filteredOn(name -> name.startsWith("dev/crashproof/") && name.endsWith(".class"))
        .isNotEmpty()
        .allMatch(
            name ->
                name.startsWith("dev/crashproof/worker/")
                    || name.startsWith("dev/crashproof/recovery/"));
    try (JarFile jar = new JarFile(DISTRIBUTION.jar().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path")).isNull();
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("dev.crashproof.worker.WorkerMain");
    }
  }

  private static List<String> names() throws IOException {
    try (JarFile jar = new JarFile(DISTRIBUTION.jar().toFile())) {
      return jar.stream().map(JarEntry::getName).toList();
    }
  }
}
