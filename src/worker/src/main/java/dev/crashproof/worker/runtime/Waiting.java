package dev.crashproof.worker.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries until it works or the process is told to stop. Says so once for each reason, not once a
 * try.
 */
final class Waiting {
  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** What is tried. */
  interface Attempt {
    void run() throws Exception;
  }

  private final CountDownLatch stop;

  /** Waits until this latch opens at most. */
  Waiting(CountDownLatch stop) {
    this.stop = stop;
  }

  /**
   * Tries until it works.
   *
   * @param what is waited for, as the log calls it
   * @return whether it worked; false when told to stop
   */
  boolean until(String what, Attempt attempt) throws InterruptedException {
    String said = "";
    Duration pause = FIRST_PAUSE;
    while (stop.getCount() > 0) {
      try {
        attempt.run();
        if (!said.isEmpty()) {
          LOG.info("{} is there", what);
        }
        return true;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        String reason = Reason.of(e);
        if (!reason.equals(said)) {
          LOG.warn("waiting for {}: {}", what, reason);
          LOG.debug("waiting for {}", what, e);
          said = reason;
        }
      }
      if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
    return false;
  }
}
