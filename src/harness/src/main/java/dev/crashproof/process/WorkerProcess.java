package dev.crashproof.process;

import dev.crashproof.history.Recorder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command that is started again and again, one at a time, each start with an output file of its
 * own: {@code name-1.log}, {@code name-2.log}, …
 */
public final class WorkerProcess implements AutoCloseable {
  private final Run run;
  private final String name;
  private final WorkerCommand command;
  private final Recorder recorder;
  private final Path outputDirectory;
  private int starts;
  private @Nullable Child current;
  private boolean closed;

  WorkerProcess(
      Run run, String name, WorkerCommand command, Recorder recorder, Path outputDirectory) {
    this.run = run;
    this.name = name;
    this.command = command;
    this.recorder = recorder;
    this.outputDirectory = outputDirectory.toAbsolutePath();
  }

  /** The name under which its ops are recorded. */
  public String name() {
    return name;
  }

  /**
   * Starts the command and returns when it leads a process group of its own.
   *
   * @throws ProcessException when the last start still lives, or the command can't be started
   */
  public Child start() {
    return start(Map.of());
  }

  /**
   * The same with these variables in the environment of that start alone.
   *
   * @throws ProcessException as {@link #start()}
   */
  public synchronized Child start(Map<String, String> variables) {
    if (closed) {
      throw new ProcessException(name + " can't be started: it was closed.");
    }
    if (current != null && current.alive()) {
      throw new ProcessException(
          name
              + " can't be started: start "
              + starts
              + " still lives as process "
              + current.pid()
              + "; kill it first, or run a second one under another name.");
    }
    int number = starts + 1;
    Path output = outputDirectory.resolve(name + '-' + number + ".log");
    WorkerCommand own = command;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      own = own.with(variable.getKey(), variable.getValue());
    }
    Child child = run.start(name, number, own, output, recorder);
    starts = number;
    current = child;
    return child;
  }

  /** How often it was started. */
  public synchronized int starts() {
    return starts;
  }

  /** The last start, dead or alive, if there was any. */
  public synchronized Optional<Child> current() {
    return Optional.ofNullable(current);
  }

  /**
   * The last start, dead or alive.
   *
   * @throws ProcessException when it was never started
   */
  public synchronized Child child() {
    if (current == null) {
      throw new ProcessException(name + " was never started: start it first.");
    }
    return current;
  }

  /** Kills the last start, as {@link Child#kill()} does. */
  public Death kill() {
    return child().kill();
  }

  /** Kills what lives of it; it can't be started any more. */
  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.ensureDead();
    }
    run.forget(this);
  }
}
