package dev.crashproof.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a worker: with a directory, and where there can be none. */
@Timeout(60)
class CrashRecoveryTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private FakeServer server;
  private Warnings warnings;

  @BeforeEach
  void open() throws IOException {
    server = new FakeServer();
    warnings = new Warnings();
  }

  @AfterEach
  void close() {
    warnings.close();
    server.close();
  }

  @Test
  void aWorkerHasAJournalUntilItIsShutDown(@TempDir Path temporary) throws IOException {
    Path directory = temporary.resolve("journals");

    try (PlainWorker worker = new PlainWorker(server.address(), directory)) {
      worker.start();
      awaitPoll();
      assertThat(names(directory)).hasSize(2).anyMatch(name -> name.endsWith(Workplace.JOURNAL));
    }

    assertThat(directory).doesNotExist();
    assertThat(warnings.all()).isEmpty();
  }

  // Nobody would come for it: this worker's queue of that name is another one.
  @Test
  void aDeadWorkersQueueOfAnotherNamespaceIsNotInherited(@TempDir Path temporary)
      throws IOException, InterruptedException {
    Path directory = temporary.resolve("journals");
    Path journal = journalOfTheDead(directory);
    Journal left = new Journal(journal, journal);
    left.take(
        new Held.StickyQueue("another", "the dead one's", "payments", "worker@host", "key", ""));
    left.close();

    try (PlainWorker worker = new PlainWorker(server.address(), directory)) {
      worker.start();

      await()
          .atMost(BOUND)
          .until(
              () ->
                  server.asked(ShutdownWorkerRequest.class).stream()
                      .anyMatch(
                          request ->
                              request.getNamespace().equals("another")
                                  && request.getStickyTaskQueue().equals("the dead one's")));
    }
  }

  private static Path journalOfTheDead(Path directory) throws IOException, InterruptedException {
    Process process = Holder.start(directory);
    try {
      return Path.of(process.inputReader(UTF_8).readLine());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  // The kernel lets nobody make a file there, not even root: read-only for every user.
  @ParameterizedTest
  @ValueSource(strings = {"/proc/self/fd", "/proc/self/journals", "/dev/null"})
  void whereThereCanBeNoJournalTheWorkerPollsAndAWarningSaysWhy(String directory) {
    try (PlainWorker worker = new PlainWorker(server.address(), Path.of(directory))) {
      worker.start();
      awaitPoll();
    }

    assertThat(warnings.all())
        .singleElement()
        .asString()
        .startsWith("crash recovery is off (")
        .containsAnyOf("of type proc", "NoSuchFileException: /proc/", "/dev/null is no directory");
  }

  @Test
  void onAFullVolumeTheWorkerPollsAndLeavesNoHalfOfAJournal(@TempDir Path temporary)
      throws IOException, InterruptedException {
    Path directory = temporary.resolve("journals");
    Path log = temporary.resolve("log");
    // No file of that process can grow to the size of a journal.
    ProcessBuilder limited =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 1024; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PlainWorker.class.getName(),
                server.address(),
                directory.toString())
            .redirectError(log.toFile());
    // The kernel's words in one language.
    limited.environment().put("LC_ALL", "C");
    Process process = limited.start();
    try {
      awaitPoll();

      assertThat(Files.readString(log)).contains("crash recovery is off (File too large)");
      assertThat(directory).isEmptyDirectory();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private void awaitPoll() {
    await().atMost(BOUND).until(() -> !server.asked(PollActivityTaskQueueRequest.class).isEmpty());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
