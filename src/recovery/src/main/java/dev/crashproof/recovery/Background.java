package dev.crashproof.recovery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's own threads. What goes wrong on one, or that there is none to be had, is told and
 * thrown at nobody: the worker works without.
 */
final class Background {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  /** Of the size that the JVM gives. */
  static final long USUAL_STACK = 0;

  private Background() {}

  /** What is done there, until it is done or interrupted. */
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * A thread that is not started yet and that no JVM waits for.
   *
   * @param stack its size in bytes
   * @param over is run on it in the end, however the work ended
   */
  static Thread thread(String name, long stack, Work work, Runnable over) {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                LOG.debug("{} ends", name);
              } catch (RuntimeException e) {
                LOG.warn(
                    "{} ends: what a dead process held is left to others, or to the server's"
                        + " timeouts",
                    name,
                    e);
              } finally {
                over.run();
              }
            },
            name,
            stack);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts it; false where the system gives no more threads. */
  static boolean started(Thread thread) {
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      LOG.warn(
          "{} can't be started ({}): what a dead process held is left to others, or to the server's"
              + " timeouts",
          thread.getName(),
          e.toString());
      return false;
    }
  }
}
