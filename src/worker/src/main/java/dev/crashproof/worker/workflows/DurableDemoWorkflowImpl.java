package dev.crashproof.worker.workflows;

import dev.crashproof.worker.activities.LongRunningTask;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The demo. All that it knows comes from its input and its activities, so that it replays. */
public final class DurableDemoWorkflowImpl implements DurableDemoWorkflow {

  @Override
  public DurableDemoResult run(@Nullable DurableDemoInput given) {
    DurableDemoInput input = (given == null ? DurableDemoInput.DEFAULTS : given).checked();

    String processed = Activities.data().processData(input.data());
    Workflow.sleep(input.timer());
    LongRunningTask task = new LongRunningTask(processed, input.steps(), input.stepTime());
    int steps = Activities.longData(task).longRunningTask(task);
    String notification =
        Activities.notifications()
            .sendNotification("DurableDemo done: " + processed + " in " + steps + " steps");

    return new DurableDemoResult(processed, steps, notification);
  }
}
