package dev.crashproof.worker;

import dev.crashproof.recovery.Supervisor;
import dev.crashproof.worker.observability.Logging;
import dev.crashproof.worker.runtime.ExitCode;
import dev.crashproof.worker.runtime.WorkerSupervision;
import dev.crashproof.worker.settings.CommandLine;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A worker's supervisor as a process: the program to start, then the worker's arguments. It ends
 * with the worker's exit code ({@link ExitCode}), or tells in a sentence why there is none.
 */
public final class SupervisorMain {

  private SupervisorMain() {}

  /** Runs until the worker has ended for good. */
  public static void main(String[] arguments) throws InterruptedException {
    List<String> command = List.of(arguments);
    try {
      supervisor(command, Arrays.copyOfRange(arguments, 1, arguments.length)).exec();
    } catch (SettingsException e) {
      end(e, ExitCode.WRONG_SETTING);
    } catch (IOException e) {
      end(e, ExitCode.NOT_STARTED);
    }
  }

  private static Supervisor supervisor(List<String> command, String... worker)
      throws SettingsException {
    if (!(CommandLine.parse("", worker) instanceof CommandLine.Run run)) {
      // The worker only shows something: it says so itself, and leaves.
      return Supervisor.of(command).build();
    }
    WorkerSettings settings = WorkerSettings.read(run.flags(), System.getenv());
    Logging.configure(settings.logs(), Map.of());
    return WorkerSupervision.of(settings, command);
  }

  private static void end(Exception why, ExitCode code) {
    System.err.println("crashproof-supervisor: " + why.getMessage());
    System.exit(code.code());
  }
}
