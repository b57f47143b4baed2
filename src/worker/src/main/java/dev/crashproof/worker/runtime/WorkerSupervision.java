package dev.crashproof.worker.runtime;

import dev.crashproof.recovery.Supervisor;
import dev.crashproof.worker.connection.ServerAccess;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's supervisor, connected by the worker's own settings. */
public final class WorkerSupervision {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSupervision.class);
  // What failed or ran out of memory may go better the next time; a wrong setting stays wrong.
  private static final Set<Integer> FINAL =
      Set.of(ExitCode.WRONG_SETTING.code(), ExitCode.DRAIN_TIMED_OUT.code());

  private WorkerSupervision() {}

  /**
   * The supervisor of a worker with these settings, not yet begun.
   *
   * @param command starts the worker
   * @throws SettingsException if they name a file that is not what it should be
   */
  public static Supervisor of(WorkerSettings settings, List<String> command)
      throws SettingsException {
    Supervisor.Builder supervisor = Supervisor.of(command).endingWith(FINAL);
    if (settings.recoveryDirectory().isPresent()) {
      ServerAccess access = ServerAccess.of(settings.temporal());
      supervisor.recovering(settings.recoveryDirectory().get(), () -> stubs(access));
    } else {
      LOG.warn(
          "a killed worker is only started anew, what it held waits for the server's timeouts:"
              + " RECOVERY_DIRECTORY is off");
    }
    return supervisor.build();
  }

  private static WorkflowServiceStubs stubs(ServerAccess access) {
    return WorkflowServiceStubs.newServiceStubs(
        access.options().setConnectionBackoffResetFrequency(Server.RECONNECT).build());
  }
}
