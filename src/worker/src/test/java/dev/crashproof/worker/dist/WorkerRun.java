package dev.crashproof.worker.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The launcher as a child process, its two outputs in files. */
final class WorkerRun implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private WorkerRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static WorkerRun start(
      Path launcher, Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    Files.createDirectories(folder);
    Path out = Files.createTempFile(folder, "worker", ".out");
    Path err = Files.createTempFile(folder, "worker", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.command().addAll(List.of(arguments));
    // Nobody's own settings may lead the child elsewhere.
    builder
        .environment()
        .keySet()
        .removeIf(
            key ->
                key.matches(
                    "(TEMPORAL_|DATABASE_|CRASHPROOF_|OTEL_).*|TASK_QUEUE|JAVA_TOOL_OPTIONS"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("RECOVERY_DIRECTORY", folder.resolve("journals").toString());
    builder.environment().putAll(environment);
    return new WorkerRun(builder.start(), out, err);
  }

  /**
   * Waits for the line that says it polls; throws if the process ends first or the time is over.
   */
  WorkerRun awaitReady(Duration within) {
    Awaitility.await("the worker to be ready, its log in " + err)
        .atMost(within)
        .pollInterval(Duration.ofMillis(20))
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("the worker ended: " + err());
              }
            })
        .until(() -> out().contains("crashproof-worker ready"));
    return this;
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int awaitExit(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the worker still runs after " + within + ": " + err());
    }
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
