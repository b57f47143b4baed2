package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Recorder;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.suite.secure.Authority;
import dev.crashproof.suite.secure.SecureServer;
import dev.crashproof.suite.secure.WallClock;
import dev.crashproof.workload.WorkflowRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that asks for a certificate and a key: who has them is let in, who has not waits and
 * says so, and both can be replaced while a worker runs.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Order(9)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureServerIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  // For a worker to start and connect in, on a busy machine too.
  private static final Duration A_MOMENT = Duration.ofSeconds(15);
  // Heartbeats and completions before and after that.
  private static final DemoRun ACROSS =
      new DemoRun("across", Duration.ZERO, 170, Duration.ofMillis(100));
  private static final Pattern READY = Pattern.compile("crashproof-worker ready");

  @TempDir private Path folder = Path.of("");
  private Optional<SecureServer> started = Optional.empty();

  @BeforeAll
  void start() throws IOException {
    started = Optional.of(SecureServer.start(true));
  }

  @AfterAll
  void stop() {
    started.ifPresent(SecureServer::close);
  }

  private SecureServer server() {
    return started.orElseThrow();
  }

  /** The worker, trusting the server and with nothing to show it. */
  private WorkerCommand worker(String taskQueue) throws IOException {
    return plain(server(), taskQueue)
        .with(
            "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
            file(server().authority().certificate()).toString());
  }

  /** The worker, told nothing of TLS. */
  private static WorkerCommand plain(SecureServer server, String taskQueue) {
    return WorkerCommand.of(System.getProperty("crashproof.worker", ""))
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("TEMPORAL_ADDRESS", server.address())
        .with("TEMPORAL_NAMESPACE", server.namespace().name())
        .with("TASK_QUEUE", taskQueue)
        .with("DATABASE_URL", server.database().jdbcUrl())
        .with("DATABASE_USER", server.database().user())
        .with("DATABASE_PASSWORD", server.database().password())
        // Nothing is killed here.
        .with("RECOVERY_DIRECTORY", "off");
  }

  /** The same with a certificate. */
  private WorkerCommand certified(String taskQueue, Path certificate, Path key) throws IOException {
    return worker(taskQueue)
        .with("TEMPORAL_TLS_CLIENT_CERT_PATH", certificate.toString())
        .with("TEMPORAL_TLS_CLIENT_KEY_PATH", key.toString());
  }

  private WorkerCommand certified(String taskQueue) throws IOException {
    Authority.Identity identity = server().identity();
    return certified(taskQueue, file(identity.certificate()), file(identity.key()));
  }

  private Path file(String text) throws IOException {
    return replace(folder.resolve(UUID.randomUUID() + ".txt"), text);
  }

  /** As secrets are replaced: at once, by another file. */
  private Path replace(Path file, String text) throws IOException {
    Path next = Files.writeString(folder.resolve(UUID.randomUUID() + ".new"), text);
    return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private WorkerProcess process(String name, WorkerCommand command) {
    return server().run().worker(name, command, new Recorder(), server().output());
  }

  private static void awaitLine(Child child, String text) {
    awaitLine(child, Pattern.compile(Pattern.quote(text)));
  }

  private static void awaitLine(Child child, Pattern pattern) {
    child.awaitReady(ready -> ready.printed(pattern), BOUND);
  }

  private void serves(String taskQueue) {
    serves(server(), taskQueue);
  }

  private static void serves(SecureServer server, String taskQueue) {
    WorkflowRun run =
        server.namespace().start(DemoRun.QUICK.on(taskQueue), "demo-" + UUID.randomUUID());
    assertThat(server.namespace().awaitClosed(run, BOUND))
        .hasValueSatisfying(completion -> assertThat(completion.result()).isPresent());
  }

  /** It says so once, however often it tries; and nothing of what it shows. */
  private static void goesOnWaiting(Child child) {
    assertThat(child.alive()).isTrue();
    assertThat(child.tail(100))
        .filteredOn(line -> line.contains("waiting for Temporal"))
        .hasSize(1)
        .noneMatch(line -> line.contains("eyJ"));
  }

  @Test
  void aCertificateAndAKeyLetItIn() throws IOException {
    WorkerCommand command = certified("let-in").with("TEMPORAL_API_KEY", server().key());
    try (WorkerProcess process = process("let-in", command)) {
      awaitLine(process.start(), READY);
      serves("let-in");
    }
  }

  @Test
  void withoutACertificateItWaitsAndSaysSo() throws IOException {
    WorkerCommand command = worker("no-certificate").with("TEMPORAL_API_KEY", server().key());
    try (WorkerProcess process = process("no-certificate", command)) {
      Child child = process.start();
      awaitLine(
          child,
          ": it asks for a certificate: give TEMPORAL_TLS_CLIENT_CERT_PATH and"
              + " TEMPORAL_TLS_CLIENT_KEY_PATH");
      goesOnWaiting(child);
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws IOException {
    Authority.Identity foreign =
        new Authority("Somebody else").identity("worker", WallClock.in(BOUND));
    WorkerCommand command =
        certified("foreign", file(foreign.certificate()), file(foreign.key()))
            .with("TEMPORAL_API_KEY", server().key());
    try (WorkerProcess process = process("foreign", command)) {
      Child child = process.start();
      awaitLine(
          child,
          ": it refuses this worker's certificate (TLS alert 'unknown ca'): give one that it takes in"
              + " TEMPORAL_TLS_CLIENT_CERT_PATH");
      goesOnWaiting(child);
    }
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTrusted() throws IOException {
    WorkerCommand command =
        certified("untrusted")
            .with("TEMPORAL_API_KEY", server().key())
            .with(
                "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
                file(new Authority("Somebody else").certificate()).toString());
    try (WorkerProcess process = process("untrusted", command)) {
      Child child = process.start();
      awaitLine(
          child,
          ": its certificate comes from nobody who is trusted (TEMPORAL_TLS_SERVER_CA_CERT_PATH)");
      goesOnWaiting(child);
    }
  }

  @Test
  void aKeyThatIsRefusedIsWaitedOut() throws IOException {
    Path key = file(server().key(WallClock.in(BOUND.negated())));
    WorkerCommand command = certified("expired").with("TEMPORAL_API_KEY_FILE", key.toString());
    try (WorkerProcess process = process("expired", command)) {
      Child child = process.start();
      awaitLine(
          child,
          ": it refuses this worker's credentials (PERMISSION_DENIED: Request unauthorized.)");
      goesOnWaiting(child);

      replace(key, server().key());

      awaitLine(child, READY);
      serves("expired");
    }
  }

  @Test
  void aKeyIsReplacedWhileItRuns() throws IOException {
    Instant end = WallClock.in(A_MOMENT);
    Path key = file(server().key(end));
    WorkerCommand command = certified("replaced").with("TEMPORAL_API_KEY_FILE", key.toString());
    try (WorkerProcess process = process("replaced", command)) {
      Child child = process.start();
      awaitLine(child, READY);
      WorkflowRun across =
          server().namespace().start(ACROSS.on("replaced"), "across-" + UUID.randomUUID());

      replace(key, server().key());

      Awaitility.await().atMost(BOUND).until(() -> WallClock.isPast(end));
      serves("replaced");
      assertThat(server().namespace().awaitClosed(across, BOUND)).isPresent();
      assertThat(child.tail(100)).noneMatch(line -> line.contains("refuses"));
    }
  }

  @Test
  void aCertificateIsReplacedWhileItRuns() throws IOException {
    Instant end = WallClock.in(A_MOMENT);
    Authority.Identity first = server().authority().identity("worker", end);
    Path certificate = file(first.certificate());
    Path key = file(first.key());
    WorkerCommand command =
        certified("renewed", certificate, key).with("TEMPORAL_API_KEY", server().key());
    try (WorkerProcess process = process("renewed", command)) {
      Child child = process.start();
      awaitLine(child, READY);

      Authority.Identity second = server().identity();
      replace(certificate, second.certificate());
      replace(key, second.key());
      Awaitility.await().atMost(BOUND).until(() -> WallClock.isPast(end));
      server().restart();

      serves("renewed");
      awaitLine(child, "the worker's certificate was replaced");
    }
  }

  @Test
  void withoutTlsItWaitsAndSaysSo() {
    WorkerCommand command = plain(server(), "plain");
    try (WorkerProcess process = process("plain", command)) {
      Child child = process.start();
      awaitLine(child, "TEMPORAL_TLS=true");
      goesOnWaiting(child);
    }
  }

  @Test
  void aKeyAloneTurnsTlsOn() throws Exception {
    try (SecureServer byKey = SecureServer.start(false)) {
      Path trusted = byKey.authority().trustStore(folder.resolve("trusted.p12"));
      WorkerCommand command =
          plain(byKey, "by-key")
              .with("TEMPORAL_API_KEY", byKey.key())
              .with(
                  "CRASHPROOF_JAVA_OPTS",
                  "-Djavax.net.ssl.trustStore="
                      + trusted
                      + " -Djavax.net.ssl.trustStorePassword=changeit");
      try (WorkerProcess process =
          byKey.run().worker("by-key", command, new Recorder(), byKey.output())) {
        awaitLine(process.start(), READY);
        serves(byKey, "by-key");
      }
    }
  }
}
