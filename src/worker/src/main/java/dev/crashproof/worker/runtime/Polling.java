package dev.crashproof.worker.runtime;

import dev.crashproof.worker.effects.Effects;
import dev.crashproof.worker.observability.Monitor;
import dev.crashproof.worker.observability.Tracing;
import dev.crashproof.worker.roles.Assignment;
import dev.crashproof.worker.roles.Means;
import dev.crashproof.worker.roles.Role;
import dev.crashproof.worker.settings.VersionSettings;
import dev.crashproof.worker.settings.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From roles to pollers: a worker of the SDK for each task queue. */
public final class Polling {
  // The SDK takes workflow code that does not yield for a second for a deadlock, and fails the
  // task.
  // Cold code takes as long on a busy machine, or with the half processor of ADR-006's deployment.
  // Half of what a workflow task may take.
  private static final Duration DEADLOCK = Duration.ofSeconds(5);

  private Polling() {}

  /** A factory with the workers on it, not yet started. */
  static WorkerFactory prepare(
      WorkflowClient client,
      WorkerSettings settings,
      List<Assignment> assignments,
      Effects effects,
      Optional<Tracing> tracing,
      Optional<Monitor> monitor) {
    WorkerFactoryOptions.Builder factoryOptions = WorkerFactoryOptions.newBuilder();
    // No lambda: that alone would load what makes traces.
    if (tracing.isPresent()) {
      factoryOptions.setWorkerInterceptors(tracing.get().ofWorker());
    }
    WorkerFactory factory = WorkerFactory.newInstance(client, factoryOptions.build());
    for (Assignment assignment : assignments) {
      WorkerOptions.Builder options = options(settings, assignment.role());
      if (monitor.isPresent()) {
        monitor.get().watch(options, assignment.taskQueue());
      }
      Worker worker = factory.newWorker(assignment.taskQueue(), options.build());
      register(worker, assignment.role(), new Means(effects, settings));
    }
    return factory;
  }

  private static WorkerOptions.Builder options(WorkerSettings settings, Role role) {
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder()
            .setMaxConcurrentActivityExecutionSize(role.activitySlots())
            .setMaxHeartbeatThrottleInterval(settings.heartbeatThrottle())
            .setStickyQueueScheduleToStartTimeout(settings.stickyTimeout())
            .setDefaultDeadlockDetectionTimeout(DEADLOCK.toMillis())
            // A drain lets activities finish, and they must not be taken for dead meanwhile.
            .setAllowActivityHeartbeatDuringShutdown(true);
    settings
        .version()
        .ifPresent(
            version ->
                options.setDeploymentOptions(
                    WorkerDeploymentOptions.newBuilder()
                        .setUseVersioning(true)
                        .setVersion(
                            new WorkerDeploymentVersion(version.deployment(), version.buildId()))
                        .setDefaultVersioningBehavior(behavior(version.behavior()))
                        .build()));
    return options;
  }

  private static VersioningBehavior behavior(VersionSettings.Behavior behavior) {
    return switch (behavior) {
      case PINNED -> VersioningBehavior.PINNED;
      case AUTO_UPGRADE -> VersioningBehavior.AUTO_UPGRADE;
    };
  }

  /** Puts a role's workflows and activities on a worker. */
  public static void register(Worker worker, Role role, Means means) {
    if (!role.workflows().isEmpty()) {
      worker.registerWorkflowImplementationTypes(
          WorkflowImplementationOptions.newBuilder()
              // An input that is not even of the right shape will not be so at the next try either.
              .setFailWorkflowExceptionTypes(DataConverterException.class)
              .build(),
          role.workflows().toArray(Class<?>[]::new));
    }
    role.activities()
        .forEach(
            activities ->
                worker.registerActivitiesImplementations(activities.making().apply(means)));
  }
}
