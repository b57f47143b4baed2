package dev.crashproof.suite.benchmark;

import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import java.util.List;
import java.util.Map;

/** A worker's spawn to its first poll, and what memory it has taken by then. */
final class SpawnToPoll implements Course {
  private static final Figure SPAWN =
      new Figure(
          "spawn_to_first_poll",
          "Spawn to first poll",
          "s",
          "monotonic time from the process's spawn until DescribeTaskQueue shows a poller on a task"
              + " queue that is new each time",
          BenchmarkGoal.of(0.45, 0.30),
          BenchmarkGoal.of(0.30, 0.30));
  private static final Figure IDLE =
      new Figure(
          "memory_idle",
          "Memory, idle",
          "MiB",
          "VmHWM of the worker's process once its first poll is seen",
          BenchmarkGoal.of(120, 0.6),
          BenchmarkGoal.of(110, 0.6));

  @Override
  public List<Figure> figures() {
    return List.of(SPAWN, IDLE);
  }

  @Override
  public Map<Figure, Double> play(Play play) {
    try (WorkerProcess worker = play.worker()) {
      long spawned = System.nanoTime();
      Child child = worker.start();
      child.awaitReady(any -> play.bench().namespace().polled(play.name()), Play.BOUND);
      double seconds = (System.nanoTime() - spawned) / 1e9;
      return Map.of(SPAWN, seconds, IDLE, child.memory().child().peakBytes() / 1048576.0);
    }
  }
}
