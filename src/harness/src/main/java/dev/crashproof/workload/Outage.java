package dev.crashproof.workload;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Asks again while a server is down: what is watched may be struck, too, and comes back.
 *
 * @param bound how long the outage may last
 */
record Outage(Duration bound) {
  private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(50);

  /** An outage that a restart of the server explains. */
  static final Outage OF_A_RESTART = new Outage(Duration.ofSeconds(30));

  /**
   * The answer, as soon as there is one.
   *
   * @param passing whether the failure is the outage's
   * @throws Exception the last failure, after the bound or where it is none of the outage's
   */
  <T> T outlast(Callable<T> question, Predicate<Exception> passing) throws Exception {
    long deadline = System.nanoTime() + bound.toNanos();
    while (true) {
      try {
        return question.call();
      } catch (Exception e) {
        if (!passing.test(e)
            || System.nanoTime() - deadline >= 0
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        pause();
      }
    }
  }

  static void pause() {
    LockSupport.parkNanos(BETWEEN_TRIES);
  }
}
