package dev.crashproof.worker;

import dev.crashproof.worker.observability.Logging;
import dev.crashproof.worker.observability.MonitorException;
import dev.crashproof.worker.roles.Assignment;
import dev.crashproof.worker.roles.Roles;
import dev.crashproof.worker.runtime.ExitCode;
import dev.crashproof.worker.runtime.WorkerProcess;
import dev.crashproof.worker.settings.CommandLine;
import dev.crashproof.worker.settings.Printed;
import dev.crashproof.worker.settings.Setting;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * The worker as a process. Standard output gets one line, when it polls; standard error gets the
 * log. What its exit code says stands in {@link ExitCode}.
 */
public final class WorkerMain {

  private WorkerMain() {}

  /** Runs until SIGTERM or SIGINT, with a role of ADR-006. */
  public static void main(String[] arguments) throws InterruptedException {
    run(Roles.standard(), arguments);
  }

  /**
   * The same with other roles: the main method of a program that adds its own.
   *
   * @param roles those that {@code WORKER_ROLES} can choose from
   * @param arguments the command line
   * @throws InterruptedException if the thread was
   */
  public static void run(Roles roles, String... arguments) throws InterruptedException {
    try {
      CommandLine.Request request = CommandLine.parse(version(), arguments);
      if (request instanceof CommandLine.Show show) {
        System.out.print(show.text());
      } else if (request instanceof CommandLine.Print print) {
        // What starts a worker is looked at too: its roles, and the files that are named.
        prepare(print.flags(), roles);
        System.out.print(Printed.of(print.flags(), System.getenv()));
      } else if (request instanceof CommandLine.Run run) {
        serve(prepare(run.flags(), roles));
      }
    } catch (SettingsException e) {
      System.err.println("crashproof-worker: " + e.getMessage());
      System.exit(ExitCode.WRONG_SETTING.code());
    }
  }

  /** A worker as it is told, and its log, not yet begun. */
  private static WorkerProcess prepare(Map<Setting, String> flags, Roles roles)
      throws SettingsException {
    WorkerSettings settings = WorkerSettings.read(flags, System.getenv());
    Logging.configure(
        settings.logs(),
        roles.assign(settings.roles(), settings.taskQueue()).stream()
            .collect(Collectors.toMap(Assignment::taskQueue, each -> each.role().name())));
    return new WorkerProcess(settings, roles);
  }

  private static void serve(WorkerProcess worker) throws InterruptedException {
    // The JVM would exit with 143 after its hooks; the hook halts it with a code that tells how the
    // drain went.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> Runtime.getRuntime().halt(worker.stop().code()), "drain"));
    try {
      if (worker.start()) {
        System.out.println(
            "crashproof-worker ready: "
                + serves(worker.assignments())
                + ", "
                + worker.settings().temporal()
                + ", database "
                + worker.settings().database().url()
                + ", pid "
                + ProcessHandle.current().pid());
      }
    } catch (MonitorException e) {
      System.err.println("crashproof-worker: " + e.getMessage());
      Runtime.getRuntime().halt(ExitCode.WRONG_SETTING.code());
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(WorkerMain.class).error("the worker failed", e);
      Runtime.getRuntime().halt(ExitCode.FAILED.code());
    }
    // The hook ends the process; until then this thread keeps it.
    new CountDownLatch(1).await();
  }

  private static String serves(List<Assignment> assignments) {
    return assignments.stream()
        .map(each -> "task queue '" + each.taskQueue() + "' (" + each.role().name() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String version() {
    return Objects.requireNonNullElse(
        WorkerMain.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
