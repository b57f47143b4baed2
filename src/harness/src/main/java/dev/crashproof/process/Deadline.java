package dev.crashproof.process;

import java.time.Duration;

/** A moment on the monotonic clock by which something must have happened. */
record Deadline(long nanos) {

  static Deadline in(Duration bound) {
    return new Deadline(System.nanoTime() + bound.toNanos());
  }

  long remainingNanos() {
    return Math.max(0, nanos - System.nanoTime());
  }

  boolean passed() {
    return remainingNanos() == 0;
  }
}
