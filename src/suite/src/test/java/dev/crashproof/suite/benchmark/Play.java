package dev.crashproof.suite.benchmark;

import dev.crashproof.process.Child;
import dev.crashproof.process.Readiness;
import dev.crashproof.process.WorkerProcess;
import io.temporal.client.WorkflowStub;
import java.time.Duration;

/**
 * One part's turn in a round.
 *
 * @param bench where
 * @param part whose
 * @param jdk what its workers run on
 * @param name its own: unique in the run
 * @param stand the task queue and the workers that it may use, and leaves with none of its
 *     workflows open
 * @param hold its hold on the machine
 */
record Play(Bench bench, Part part, Jdk jdk, String name, Stand stand, Floor.Hold hold) {
  static final Duration BOUND = Duration.ofSeconds(90);
  private static final Readiness READY = Readiness.output("worker ready");

  /** A worker of a task queue of its own, neither of which was there before; not started yet. */
  WorkerProcess freshWorker() {
    return bench.worker(
        name, part.contender(), jdk, name, bench.environment().temporalAddress(), "");
  }

  /** Starts a workflow on the stand's task queue, under the play's name. */
  WorkflowStub start(String type, Object input) {
    return start(type, Duration.ZERO, input);
  }

  /** The same, whose workflow tasks may take so long; zero for the server's own default. */
  WorkflowStub start(String type, Duration taskTimeout, Object input) {
    return bench.start(type, stand.queue(), name, taskTimeout, input);
  }

  /** Starts a worker, unless it lives, and waits until it says that it polls. */
  static Child polling(WorkerProcess worker) {
    Child child = worker.current().filter(Child::alive).orElseGet(worker::start);
    child.awaitReady(READY, BOUND);
    return child;
  }

  /**
   * From here on the server's timeouts are waited for: the next play may begin. Ours has the
   * machine until it is back.
   */
  void waitsFromHere() {
    if (part.contender() == Contender.NAIVE) {
      hold.leave();
    }
  }

  /** The same, once that worker has started: a start is no wait. */
  void waitsOnceStarted(WorkerProcess worker) {
    if (part.contender() == Contender.NAIVE) {
      worker.child().awaitReady(READY, BOUND);
      hold.leave();
    }
  }
}
