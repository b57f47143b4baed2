package dev.crashproof.worker.runtime;

import dev.crashproof.worker.activities.ApprovalActivitiesImpl;
import dev.crashproof.worker.activities.DataActivitiesImpl;
import dev.crashproof.worker.activities.NotificationActivitiesImpl;
import dev.crashproof.worker.effects.Effects;
import dev.crashproof.worker.settings.WorkerSettings;
import dev.crashproof.worker.workflows.ApprovalWorkflowImpl;
import dev.crashproof.worker.workflows.DurableDemoWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;

/** The one worker of Phase 1: every workflow and every activity on one task queue. */
public final class Polling {

  private Polling() {}

  /** A factory with the worker on it, not yet started. */
  static WorkerFactory prepare(WorkflowClient client, WorkerSettings settings, Effects effects) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker =
        factory.newWorker(
            settings.taskQueue(),
            WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(settings.heartbeatThrottle())
                .setStickyQueueScheduleToStartTimeout(settings.stickyTimeout())
                // A drain lets activities finish, and they must not be taken for dead meanwhile.
                .setAllowActivityHeartbeatDuringShutdown(true)
                .build());
    register(worker, effects);
    return factory;
  }

  /** Puts the workflows and activities of Phase 1 on a worker. */
  public static void register(Worker worker, Effects effects) {
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            // An input that is not even of the right shape will not be so at the next try either.
            .setFailWorkflowExceptionTypes(DataConverterException.class)
            .build(),
        DurableDemoWorkflowImpl.class,
        ApprovalWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new DataActivitiesImpl(effects),
        new NotificationActivitiesImpl(effects),
        new ApprovalActivitiesImpl(effects));
  }
}
