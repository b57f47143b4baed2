package dev.crashproof.suite.benchmark;

import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker's spawn to the end of a workflow that already waits. */
final class SpawnToDone implements Course {
  private static final Figure DONE =
      new Figure(
          "spawn_to_first_workflow_done",
          "Spawn to first workflow done",
          "s",
          "monotonic time from the process's spawn until the client sees the end of a DurableDemo"
              + " that already waits (no timer, one step of no length)",
          BenchmarkGoal.of(0.65, 0.35),
          BenchmarkGoal.of(0.50, 0.35));

  @Override
  public List<Part> parts() {
    return Part.pair(List.of(DONE));
  }

  @Override
  public Map<Figure, Double> play(Play play) {
    WorkflowStub demo =
        play.bench()
            .start("DurableDemoWorkflow", play.name(), play.name(), Duration.ZERO, Inputs.QUICK);
    EventCursor events = play.bench().events(demo);
    try (WorkerProcess worker = play.freshWorker()) {
      long spawned = System.nanoTime();
      worker.start();
      long done =
          events.await(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, Play.BOUND).nanos();
      return Map.of(DONE, (done - spawned) / 1e9);
    }
  }
}
