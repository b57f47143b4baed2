package dev.crashproof.nemesis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The length of an outage: it is an input of the experiment, and not a wait for anything. */
final class Outage {
  private Outage() {}

  /** Returns when it is over, or the thread is interrupted. */
  static void of(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
