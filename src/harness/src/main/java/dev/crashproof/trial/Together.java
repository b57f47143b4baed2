package dev.crashproof.trial;

import dev.crashproof.lane.PlayException;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/**
 * Where lanes meet a fault of servers that all of them use: each lane comes to it in its own time,
 * and when the last has come it is inflicted once for all. A lane whose trial ends without coming
 * to it is not waited for.
 */
final class Together {
  private final Phaser phaser;
  private int inflicted = -1;
  private @Nullable RuntimeException failure;

  /** For so many trials. */
  Together(int trials) {
    phaser = new Phaser(trials);
  }

  /** The trial is over, and comes to no further fault. */
  void leave() {
    phaser.arriveAndDeregister();
  }

  /**
   * Waits until all others have come or left. The fault has been inflicted when this returns.
   *
   * @throws RuntimeException what the fault threw, whoever inflicted it
   * @throws PlayException if the wait was interrupted: another lane has broken
   */
  void strike(Runnable fault) {
    int meeting = phaser.arrive();
    try {
      phaser.awaitAdvanceInterruptibly(meeting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayException("The wait for the other lanes was interrupted.", e);
    }
    once(meeting, fault);
  }

  // Whoever is through first inflicts it while the others wait for the lock.
  private synchronized void once(int meeting, Runnable fault) {
    if (inflicted < meeting) {
      inflicted = meeting;
      failure = null;
      try {
        fault.run();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
