package dev.crashproof.suite.benchmark;

import dev.crashproof.process.Child;
import dev.crashproof.process.Readiness;
import dev.crashproof.process.WorkerProcess;
import java.time.Duration;

/**
 * One contender's turn in a pair.
 *
 * @param bench where
 * @param contender who
 * @param jdk what its workers run on
 * @param name its own, and its task queue's: unique in the run
 * @param hold its hold on the machine
 */
record Play(Bench bench, Contender contender, Jdk jdk, String name, Floor.Hold hold) {
  static final Duration BOUND = Duration.ofSeconds(90);
  private static final Readiness READY = Readiness.output("worker ready");

  /** Its worker, not started yet. */
  WorkerProcess worker() {
    return worker(name, "");
  }

  /** A worker of its task queue, not started yet; ours with more options of the JVM. */
  WorkerProcess worker(String named, String javaOptions) {
    return bench.worker(
        named, contender, jdk, name, bench.environment().temporalAddress(), javaOptions);
  }

  /** Its worker, not started yet, which finds the server there. */
  WorkerProcess workerAt(String temporal) {
    return bench.worker(name, contender, jdk, name, temporal, "");
  }

  /** Starts a worker and waits until it says that it polls. */
  static Child polling(WorkerProcess worker) {
    Child child = worker.start();
    child.awaitReady(READY, BOUND);
    return child;
  }

  /**
   * From here on the server's timeouts are waited for: the next play may begin. Ours has the
   * machine until it is back.
   */
  void waitsFromHere() {
    if (contender == Contender.NAIVE) {
      hold.leave();
    }
  }

  /** The same, once that worker has started: a start is no wait. */
  void waitsOnceStarted(WorkerProcess worker) {
    if (contender == Contender.NAIVE) {
      worker.child().awaitReady(READY, BOUND);
      hold.leave();
    }
  }
}
