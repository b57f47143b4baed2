package dev.crashproof.suite.benchmark;

import dev.crashproof.process.Child;
import dev.crashproof.process.Memory;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A worker's spawn to its first poll, and what memory it holds when it has come to rest. */
final class SpawnToPoll implements Course {
  private static final Duration REST = Duration.ofSeconds(2);
  private static final Duration GLANCE = Duration.ofMillis(100);
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
          "VmRSS of the worker's process when its peak has stood still for two seconds after its first"
              + " poll: what it does only then counts too",
          BenchmarkGoal.of(120, 0.6),
          BenchmarkGoal.of(110, 0.6));

  @Override
  public List<Part> parts() {
    return Part.pair(List.of(SPAWN, IDLE));
  }

  @Override
  public Map<Figure, Double> play(Play play) {
    try (WorkerProcess worker = play.freshWorker()) {
      long spawned = System.nanoTime();
      Child child = worker.start();
      child.awaitReady(any -> play.bench().namespace().polled(play.name()), Play.BOUND);
      double seconds = (System.nanoTime() - spawned) / 1e9;
      return Map.of(SPAWN, seconds, IDLE, atRest(child).rssBytes() / 1048576.0);
    }
  }

  private static Memory.Usage atRest(Child child) {
    AtomicLong peak = new AtomicLong();
    Awaitility.await()
        .atMost(Play.BOUND)
        .during(REST)
        .pollInterval(GLANCE)
        .until(
            () -> {
              long now = child.memory().child().peakBytes();
              return now == peak.getAndSet(now);
            });
    return child.memory().child();
  }
}
