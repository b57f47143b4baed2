package dev.crashproof.environment.embedded;

import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.servers.Passwords;
import dev.crashproof.history.Recorder;
import dev.crashproof.process.Child;
import dev.crashproof.process.ProcessException;
import dev.crashproof.process.Run;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import java.time.Duration;

/** Starts the programs of one environment as children of its run. */
final class Tools {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Run run;
  private final Recorder recorder = new Recorder();
  // A run may have several environments, and its children's names are unique.
  private final String suffix = "-" + Passwords.digits(6);

  Tools(Run run) {
    this.run = run;
  }

  WorkerProcess process(String name, WorkerCommand command) {
    return run.worker(name + suffix, command, recorder);
  }

  /** Runs a program to its end; a failure is told with its last words. */
  void run(String name, WorkerCommand command) {
    Child child = process(name, command).start();
    int exit = child.awaitExit(BOUND);
    if (exit != 0) {
      throw new EnvironmentException(
          "%s failed with exit code %d: %s"
              .formatted(name, exit, String.join(" | ", child.tail(5))));
    }
  }

  /** Whether a program runs and ends well. */
  boolean succeeds(String name, WorkerCommand command) {
    try {
      return process(name, command).start().awaitExit(BOUND) == 0;
    } catch (ProcessException e) {
      return false;
    }
  }

  /** Throws, with its last words, where the process no longer runs. */
  static Runnable alive(String what, WorkerProcess process) {
    return () -> {
      Child child = process.child();
      if (!child.alive()) {
        throw new EnvironmentException(
            "%s exited with code %s; its last words: %s"
                .formatted(what, exitCode(child), String.join(" | ", child.tail(5))));
      }
    };
  }

  private static String exitCode(Child child) {
    return child.exitCode().isPresent() ? String.valueOf(child.exitCode().getAsInt()) : "unknown";
  }
}
