package dev.crashproof.process;

import static org.awaitility.Awaitility.await;

import dev.crashproof.history.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a run of its own in a directory of its own. */
abstract class InARun {
  static final Duration SOON = Duration.ofSeconds(10);

  Path temp;
  final ProcessTable table = ProcessTable.local();
  final Recorder recorder = new Recorder();
  Path base;
  Run run;

  @BeforeEach
  void open(@TempDir Path directory) {
    temp = directory;
    base = temp.resolve("runs");
    run = new RunRegistry(base, List.of()).open();
  }

  @AfterEach
  void close() {
    run.close();
  }

  WorkerProcess worker(String... commandLine) {
    return run.worker("worker", WorkerCommand.of(commandLine), recorder);
  }

  /** Starts a shell script and waits until it printed {@code ready}. */
  Child readyShell(String script) {
    Child child = worker("sh", "-c", script).start();
    child.awaitReady(Readiness.output("ready"), SOON);
    return child;
  }

  boolean lives(long pid) {
    return table.find(pid).filter(process -> !process.dead()).isPresent();
  }

  /** The pid that a script writes into a file of the test's directory. */
  long pidIn(String file) {
    Path path = temp.resolve(file);
    await().until(() -> Files.exists(path) && Files.readString(path).endsWith("\n"));
    try {
      return Long.parseLong(Files.readString(path).trim());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A second JVM, on this test's class path. */
  static WorkerCommand jvm(Class<?> main, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    line.addAll(List.of(arguments));
    return WorkerCommand.of(line);
  }
}
