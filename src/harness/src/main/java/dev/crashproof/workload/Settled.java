package dev.crashproof.workload;

import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A ledger that was read until nothing more came. What a killed worker had sent may arrive after
 * its workflow has closed, so one look right at the end sees too little.
 *
 * @param first what it held at the first look, right after the workflow had closed
 * @param last what it held at the last look
 * @param settled whether two looks a window apart agreed; if not, things still came when time was
 *     up
 */
public record Settled(Ledger first, Ledger last, boolean settled) {

  /**
   * Reads until two looks agree. Returns soon where the ledger is quiet: after one window.
   *
   * @param window the time between two looks
   * @param bound for how long to look at most
   * @throws IllegalArgumentException if the bound is shorter than the window
   */
  public static Settled read(
      LedgerReader reader, String workflowId, Duration window, Duration bound) {
    if (window.isNegative() || bound.compareTo(window) < 0) {
      throw new IllegalArgumentException(
          "A ledger settles within a bound that holds one window at least, but the window is %s and the bound %s: make the bound longer."
              .formatted(window, bound));
    }
    long end = System.nanoTime() + bound.toNanos();
    Ledger first = reader.read(workflowId);
    Ledger before = first;
    while (true) {
      pause(window);
      Ledger now = reader.read(workflowId);
      if (now.equals(before)) {
        return new Settled(first, now, true);
      }
      if (end - System.nanoTime() < window.toNanos() || Thread.currentThread().isInterrupted()) {
        return new Settled(first, now, false);
      }
      before = now;
    }
  }

  /** The effects that came after the first look: late, whatever else is right with them. */
  public List<Effect> late() {
    List<Effect> late = new ArrayList<>(last.effects());
    // One for one: the same effect done again is late, too.
    first.effects().forEach(late::remove);
    return List.copyOf(late);
  }

  private static void pause(Duration window) {
    long end = System.nanoTime() + window.toNanos();
    for (long left = window.toNanos();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
