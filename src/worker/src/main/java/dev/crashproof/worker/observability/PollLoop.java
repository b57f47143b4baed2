package dev.crashproof.worker.observability;

import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * All pollers of a worker for one kind of task on one task queue. They move as long as one of their
 * polls is open, or one began or ended not long ago. A poll that waits for a server that is away is
 * open too: a new process would do no better.
 */
final class PollLoop {
  // A poll that outlives its own deadline by this is not on its way to the server any more.
  private static final Duration DEADLINE_SLACK = Duration.ofSeconds(10);
  // The SDK pauses after polls that fail, for a minute and a tenth of it at most.
  private static final Duration BACKOFF = Duration.ofSeconds(70);
  // Between a poll's end and the next lie microseconds; on a machine that is busy, more.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final TaskKind kind;
  private final String taskQueue;
  private final Duration timeout;
  private final int allSlots;
  private final SlotUse slots;
  private final Map<Object, Long> open = new ConcurrentHashMap<>();
  private volatile long moved;
  private volatile boolean failed;

  PollLoop(TaskKind kind, String taskQueue, Duration timeout, int slots, long now) {
    this.kind = kind;
    this.taskQueue = taskQueue;
    this.timeout = timeout;
    this.allSlots = slots;
    this.slots = new SlotUse(slots);
    this.moved = now;
  }

  TaskKind kind() {
    return kind;
  }

  String taskQueue() {
    return taskQueue;
  }

  /** How many tasks it has at the same time at most. */
  int slots() {
    return allSlots;
  }

  /** From now on it should move. */
  void expected(long now) {
    moved = now;
  }

  void began(Object poll, long now) {
    open.put(poll, now);
    moved = now;
  }

  /**
   * A poll is over.
   *
   * @param failure whether it failed, after which the next may come late
   */
  void ended(Object poll, boolean failure, long now) {
    open.remove(poll);
    failed = failure;
    moved = now;
  }

  /**
   * A task begins in a slot.
   *
   * @param atMost how long it may take; zero for as long as it likes
   */
  void taken(Object slot, Duration atMost, long now) {
    slots.taken(slot, atMost, now);
  }

  void freed(Object slot, long now) {
    // Where none was free nobody could poll; where one was, this says nothing of the pollers.
    if (slots.full()) {
      moved = now;
    }
    slots.freed(slot);
  }

  /** How long a task without a time of its own may take. */
  Duration timeout() {
    return timeout;
  }

  /** Whether it does not poll because it has work in all its slots. */
  boolean busy(long now) {
    return slots.busy(now, timeout.toNanos());
  }

  /** Why it does not poll just now, if it does not. */
  Optional<String> idle(long now) {
    return still(now, PAUSE.toNanos());
  }

  /** Why it is not live, if it is not. */
  Optional<String> standing(long now) {
    return still(now, timeout.plus(failed ? BACKOFF : Duration.ZERO).toNanos());
  }

  private Optional<String> still(long now, long allowed) {
    // Read before the polls: one that ends in between has moved it then.
    long still = now - moved;
    if (still <= allowed || polls(now) || busy(now)) {
      return Optional.empty();
    }
    return Optional.of(
        slots.full()
            ? "all slots for %s are held by tasks whose time is over".formatted(this)
            : "no poll for %s for %d s".formatted(this, TimeUnit.NANOSECONDS.toSeconds(still)));
  }

  private boolean polls(long now) {
    long oldest =
        WorkflowServiceStubsOptions.DEFAULT_POLL_RPC_TIMEOUT.plus(DEADLINE_SLACK).toNanos();
    return open.values().stream().anyMatch(began -> now - began <= oldest);
  }

  @Override
  public String toString() {
    return kind + " on '" + taskQueue + "'";
  }
}
