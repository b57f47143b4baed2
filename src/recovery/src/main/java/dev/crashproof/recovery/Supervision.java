package dev.crashproof.recovery;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child's lives, one after the other, until it has ended for good. */
final class Supervision {
  private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);
  private static final int SIGNALS = 128;

  private final Set<Integer> finalCodes;
  private final @Nullable Undertaker undertaker;
  private final LongSupplier nanos;
  private final Pauser pauser;
  private final Restarts restarts = new Restarts();
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Process child;
  private boolean begun;
  private volatile int code;

  /** Waits before a child is started anew. */
  interface Pauser {
    /**
     * Waits for so long, or until the supervisor is told to stop.
     *
     * @return whether it was
     */
    boolean pause(Duration pause, CountDownLatch told) throws InterruptedException;
  }

  /**
   * Not yet begun.
   *
   * @param finalCodes exit codes that a new start would not mend
   * @param undertaker deals with what the dead leave; none where nobody does
   */
  Supervision(
      Set<Integer> finalCodes, @Nullable Undertaker undertaker, LongSupplier nanos, Pauser pauser) {
    this.finalCodes = finalCodes;
    this.undertaker = undertaker;
    this.nanos = nanos;
    this.pauser = pauser;
  }

  /** All its lives, on this thread, which the child may be tied to. */
  int run(Command command) throws IOException, InterruptedException {
    synchronized (this) {
      begun = true;
    }
    try {
      Process life = start(command);
      if (undertaker != null) {
        // After the child: it has all of the machine first.
        undertaker.begin();
      }
      while (life != null) {
        life = next(command, life);
      }
      return code;
    } finally {
      endChild();
      if (undertaker != null) {
        undertaker.close();
      }
      ended.countDown();
    }
  }

  /** Has the child end by SIGTERM, waits for that, and gives what run gives. */
  int stop() {
    synchronized (this) {
      told.countDown();
      endChild();
      if (!begun) {
        return code;
      }
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return code;
  }

  /** Waits for its death, and gives the next life; null if there shall be none. */
  private @Nullable Process next(Command command, Process life) throws InterruptedException {
    long began = nanos.getAsLong();
    int left = life.waitFor();
    Duration lived = Duration.ofNanos(nanos.getAsLong() - began);
    boolean over = told.getCount() == 0 || finalCodes.contains(left);
    Duration pause = over ? Duration.ZERO : restarts.after(lived);
    if (undertaker != null) {
      boolean heir = !over && pause.isZero();
      undertaker.dead(life.pid(), heir ? Undertaker.Next.HEIR : Undertaker.Next.NOBODY);
    }
    if (over) {
      code = left;
      return null;
    }
    return anew(command, pause, "process %d %s".formatted(life.pid(), words(left)));
  }

  private @Nullable Process anew(Command command, Duration first, String death)
      throws InterruptedException {
    Duration pause = first;
    String why = death;
    while (true) {
      if (!pause.isZero()) {
        LOG.warn("{}: it is started anew in {}, since its last lives were short", why, pause);
        if (pauser.pause(pause, told)) {
          return null;
        }
      }
      try {
        Process life = start(command);
        if (life != null) {
          LOG.warn("{}: started anew as process {}", why, life.pid());
        }
        return life;
      } catch (IOException e) {
        // It could before: the machine may be short of something, or the program just be replaced.
        why = String.valueOf(e.getMessage());
        pause = restarts.after(Duration.ZERO);
      }
    }
  }

  private synchronized @Nullable Process start(Command command) throws IOException {
    child = told.getCount() == 0 ? null : command.start();
    return child;
  }

  private synchronized void endChild() {
    if (child != null) {
      child.destroy();
    }
  }

  private static String words(int left) {
    return left > SIGNALS ? "died of signal " + (left - SIGNALS) : "ended with exit code " + left;
  }
}
