package dev.crashproof.worker.runtime;

import dev.crashproof.worker.observability.Monitor;
import dev.crashproof.worker.observability.Served;
import dev.crashproof.worker.roles.Assignment;
import dev.crashproof.worker.roles.Role;
import dev.crashproof.worker.settings.VersionSettings;
import dev.crashproof.worker.settings.WorkerSettings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** From settings and roles to what watches over them. */
final class Monitoring {

  private Monitoring() {}

  /** Begins to listen, if the settings name an address. */
  static Optional<Monitor> open(WorkerSettings settings, List<Assignment> assignments) {
    if (settings.monitor().address().isEmpty()) {
      return Optional.empty();
    }
    return Monitor.open(
        settings.monitor(),
        assignments.stream().map(Monitoring::served).toList(),
        Objects.requireNonNullElse(
            Monitoring.class.getPackage().getImplementationVersion(), "(not packaged)"),
        settings.version().map(VersionSettings::buildId).orElse(""));
  }

  private static Served served(Assignment assignment) {
    Role role = assignment.role();
    return new Served(
        role.name(),
        assignment.taskQueue(),
        !role.workflows().isEmpty(),
        !role.activities().isEmpty(),
        role.activitySlots());
  }
}
