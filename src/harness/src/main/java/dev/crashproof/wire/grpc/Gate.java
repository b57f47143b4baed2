package dev.crashproof.wire.grpc;

import dev.crashproof.history.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The gate before the peer for long polls. Each is either on this side of it, parked, or beyond,
 * open at the peer. Safe for use by many threads.
 */
public final class Gate {
  private final Set<Exchange> parked = new LinkedHashSet<>();
  private final Set<Exchange> open = new LinkedHashSet<>();
  private final Map<Integer, Boolean> closedTo = new HashMap<>();
  private boolean closed;

  Gate() {}

  /** Keeps the polls of every start here that arrive from now on. */
  public synchronized void hold() {
    closed = true;
    closedTo.clear();
  }

  /** Keeps the polls of one start here that arrive from now on. */
  public synchronized void hold(int start) {
    closedTo.put(start, true);
  }

  /** Lets all polls pass, and those that were kept. */
  public void release() {
    List<Exchange> free;
    synchronized (this) {
      closed = false;
      closedTo.clear();
      free = List.copyOf(parked);
    }
    free.forEach(Exchange::unpark);
  }

  /** Lets the polls of one start pass, and those of it that were kept. */
  public void release(int start) {
    List<Exchange> free;
    synchronized (this) {
      closedTo.put(start, false);
      free = parked.stream().filter(poll -> poll.start() == start).toList();
    }
    free.forEach(Exchange::unpark);
  }

  /**
   * Takes back from the peer what is open there of one start, and keeps it here with all that
   * comes. Returns when each poll has ended at the peer.
   *
   * @param bound how long to wait for that
   * @return the answers that came all the same; they are kept from the worker
   * @throws IllegalStateException if the bound was not enough
   */
  public List<Op> withdraw(int start, Duration bound) {
    List<Exchange> beyond;
    synchronized (this) {
      closedTo.put(start, true);
      beyond = open.stream().filter(poll -> poll.start() == start).toList();
    }
    List<CompletableFuture<Optional<Op>>> ends = beyond.stream().map(Exchange::withdraw).toList();
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
          .get(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Of %d open polls of start %d not all could be withdrawn within %s: give more time, or see whether the server answers."
              .formatted(ends.size(), start, bound),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Withdrawing polls was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    List<Op> answers = new ArrayList<>();
    ends.forEach(end -> end.join().ifPresent(answers::add));
    return answers;
  }

  /** Whether a poll may pass; it is parked otherwise. */
  synchronized boolean admit(Exchange poll) {
    boolean keep = closedTo.getOrDefault(poll.start(), closed);
    forget(poll);
    (keep ? parked : open).add(poll);
    return !keep;
  }

  /** A poll passes, whatever the gate says. */
  synchronized void pass(Exchange poll) {
    parked.remove(poll);
    open.add(poll);
  }

  /** A poll is over. */
  synchronized void forget(Exchange poll) {
    parked.remove(poll);
    open.remove(poll);
  }
}
