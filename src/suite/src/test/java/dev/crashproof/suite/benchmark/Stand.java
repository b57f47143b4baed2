package dev.crashproof.suite.benchmark;

import dev.crashproof.history.Recorder;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.temporal.TemporalInterposer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task queue and its workers. It outlives a play: the worker that has been started again is the
 * one that the next play kills, so that a kill costs one start and not two.
 */
final class Stand implements AutoCloseable {
  private final Bench bench;
  private final Contender contender;
  private final Jdk jdk;
  private final String queue;
  private final Map<String, WorkerProcess> workers = new LinkedHashMap<>();
  private @Nullable TemporalInterposer wire;

  /**
   * Without workers yet.
   *
   * @param queue its task queue, unique in the run
   */
  Stand(Bench bench, Contender contender, Jdk jdk, String queue) {
    this.bench = bench;
    this.contender = contender;
    this.jdk = jdk;
    this.queue = queue;
  }

  String queue() {
    return queue;
  }

  /** Its only worker, alive or not. */
  WorkerProcess worker() {
    return worker("first", "");
  }

  /** One of its workers, alive or not; ours with more options of the JVM. */
  WorkerProcess worker(String which, String javaOptions) {
    String temporal = wire == null ? bench.environment().temporalAddress() : wire.address();
    return workers.computeIfAbsent(
        which,
        any -> bench.worker(queue + "-" + which, contender, jdk, queue, temporal, javaOptions));
  }

  /** What lies between its workers and the server; to be asked for before any worker is. */
  TemporalInterposer wire() {
    TemporalInterposer present = wire;
    if (present == null) {
      if (!workers.isEmpty()) {
        throw new IllegalStateException(queue + " has workers that do without a wire");
      }
      present =
          TemporalInterposer.start(
              queue, Bind.loopback(), bench.environment().temporalAddress(), new Recorder());
      wire = present;
    }
    return present;
  }

  @Override
  public void close() {
    workers.values().forEach(WorkerProcess::close);
    if (wire != null) {
      wire.close();
    }
  }
}
