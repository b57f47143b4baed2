package dev.crashproof.worker.observability;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which slots of a poll loop are in use. A loop with none free does not poll, and may be quite
 * well: its tasks are long. Nobody waits for a task beyond its own time, though; where all slots
 * are held by such tasks, the worker is stuck.
 */
final class SlotUse {
  private static final long FOR_EVER = Long.MAX_VALUE;

  private record Held(long since, long atMost) {}

  private final int all;
  private final Map<Object, Held> held = new ConcurrentHashMap<>();

  SlotUse(int all) {
    this.all = all;
  }

  /**
   * A task begins in a slot.
   *
   * @param atMost how long the task may take; zero for as long as it likes
   */
  void taken(Object slot, Duration atMost, long now) {
    held.put(slot, new Held(now, atMost.isZero() ? FOR_EVER : atMost.toNanos()));
  }

  void freed(Object slot) {
    held.remove(slot);
  }

  boolean full() {
    return held.size() >= all;
  }

  /** Whether all are in use, and one at least by a task that still has time. */
  boolean busy(long now, long grace) {
    return full()
        && held.values().stream()
            .anyMatch(each -> each.atMost == FOR_EVER || now - each.since <= each.atMost + grace);
  }
}
