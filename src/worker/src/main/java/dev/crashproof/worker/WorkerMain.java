package dev.crashproof.worker;

import dev.crashproof.worker.runtime.ExitCode;
import dev.crashproof.worker.runtime.Logging;
import dev.crashproof.worker.runtime.WorkerProcess;
import dev.crashproof.worker.settings.CommandLine;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * The worker as a process. Standard output gets one line, when it polls; standard error gets the
 * log. What its exit code says stands in {@link ExitCode}.
 */
public final class WorkerMain {

  private WorkerMain() {}

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      CommandLine.Request request = CommandLine.parse(version(), arguments);
      if (request instanceof CommandLine.Show show) {
        System.out.print(show.text());
      } else if (request instanceof CommandLine.Run run) {
        serve(WorkerSettings.read(run.flags(), System.getenv()));
      }
    } catch (SettingsException e) {
      System.err.println("crashproof-worker: " + e.getMessage());
      System.exit(ExitCode.WRONG_SETTING.code());
    }
  }

  private static void serve(WorkerSettings settings) throws InterruptedException {
    Logging.configure();
    WorkerProcess worker = new WorkerProcess(settings);
    // The JVM would exit with 143 after its hooks; the hook halts it with a code that tells how the
    // drain went.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> Runtime.getRuntime().halt(worker.stop().code()), "drain"));
    try {
      if (worker.start()) {
        System.out.println(
            "crashproof-worker ready: task queue '"
                + settings.taskQueue()
                + "', "
                + settings.temporal()
                + ", database "
                + settings.database().url()
                + ", pid "
                + ProcessHandle.current().pid());
      }
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(WorkerMain.class).error("the worker failed", e);
      Runtime.getRuntime().halt(ExitCode.FAILED.code());
    }
    // The hook ends the process; until then this thread keeps it.
    new CountDownLatch(1).await();
  }

  private static String version() {
    return Objects.requireNonNullElse(
        WorkerMain.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
