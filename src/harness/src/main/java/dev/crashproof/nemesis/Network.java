package dev.crashproof.nemesis;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import dev.crashproof.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The network between one start of a worker and all its peers: one instance is given to all the
 * worker's wires. Clear at first, in one state at a time; each call of a state's method ends the
 * state before, and only {@link #heal} and {@link #healBroken} let go what a cut has held. Other
 * workers, and other starts of this one, have a good network. Safe for use by many threads; nothing
 * here waits.
 *
 * <p>It is as a network is, with these limits, since the interposer is each connection's other end:
 *
 * <ul>
 *   <li>Messages are hit, not packets: a connection is still accepted in a cut (its log-in or first
 *       call is held), and an HTTP/2 ping is still answered, so that nobody learns of the cut but
 *       by waiting for an answer.
 *   <li>An answer on a database's wire is on its way before anybody is asked. So it is lost or slow
 *       as was said when its request came; one whose request went on before the state began arrives
 *       as ever, and no cut holds it.
 * </ul>
 *
 * <p>What the network does not carry the interceptor within is not asked about, not even when it
 * goes on later; what it carries, slowly or with its answer lost, is the inner one's first, and the
 * network's if that lets it pass.
 */
public final class Network implements Interceptor {
  private final String worker;
  private final String start;
  private final Interceptor within;
  private final List<Passage> kept = new ArrayList<>();
  private State state = new Clear();
  private long held;
  private long dropped;
  private long delayed;
  private long failed;

  private sealed interface State {}

  private record Clear() implements State {}

  private record Cut() implements State {}

  private record Slow(Duration by) implements State {}

  private record RepliesLost() implements State {}

  private record FrontendDown() implements State {}

  /**
   * A good network.
   *
   * @param worker the worker's name, as process ops have it
   * @param start the worker's start, from 1
   * @param within decides on what the network carries
   */
  public Network(String worker, int start, Interceptor within) {
    this.worker = worker;
    this.start = Integer.toString(start);
    this.within = within;
  }

  /** A good network, with nothing behind it. */
  public Network(String worker, int start) {
    this(worker, start, Interceptor.none());
  }

  /** All passes. What a cut has held stays held. */
  public synchronized void clear() {
    state = new Clear();
  }

  /**
   * Nothing passes, either way: requests and answers are held, as packets are that are lost and
   * sent again. End it by {@link #heal} or {@link #healBroken}.
   */
  public synchronized void cut() {
    state = new Cut();
  }

  /**
   * Each request is late, and each answer. On a database's wire the request bears both.
   *
   * @param by how late
   */
  public synchronized void slow(Duration by) {
    state = new Slow(by);
  }

  /**
   * Half open: requests arrive, and no answer does, not even to the polls that are open by now. The
   * connections are deaf from then on: end it by {@link #healBroken}.
   */
  public synchronized void repliesLost() {
    state = new RepliesLost();
  }

  /**
   * The Temporal frontend is unreachable: each call fails with UNAVAILABLE, and so does each open
   * one in place of its answer. The other wires are good.
   */
  public synchronized void frontendDown() {
    state = new FrontendDown();
  }

  /**
   * All passes again, and what was held goes on in the order in which it came: a cut that was over
   * before TCP gave up.
   */
  public void heal() {
    List<Passage> late;
    synchronized (this) {
      late = mend();
    }
    // Not under the lock: it writes ops, and whoever hears those may ask here.
    late.forEach(Passage::release);
  }

  /**
   * All passes again, but the connections did not survive: they are reset, and what was held on
   * them never arrives.
   *
   * @param wires all wires that have this network
   */
  public void healBroken(Iterable<? extends Wire> wires) {
    List<Passage> lost;
    synchronized (this) {
      lost = mend();
      dropped += lost.size();
    }
    lost.forEach(Passage::drop);
    // Only now: a new connection's first message must not be caught by the old state. What an old
    // connection sends in between came through just before the reset.
    wires.forEach(Wire::reset);
  }

  private List<Passage> mend() {
    state = new Clear();
    List<Passage> all = List.copyOf(kept);
    kept.clear();
    return all;
  }

  /** What was hit so far, in all states. */
  public synchronized Tally struck() {
    return new Tally(held, dropped, delayed, failed);
  }

  @Override
  public Ruling request(Passage passage) {
    if (isOthers(passage)) {
      return within.request(passage);
    }
    return stopped(passage)
        .orElseGet(() -> carried(within.request(passage), () -> requestCarried(passage)));
  }

  @Override
  public Ruling reply(Passage passage) {
    if (isOthers(passage) || answersPassUnasked(passage)) {
      return within.reply(passage);
    }
    return stopped(passage).orElseGet(() -> carried(within.reply(passage), this::replyCarried));
  }

  private static Ruling carried(Ruling inner, Supplier<Ruling> ours) {
    return inner instanceof Ruling.Pass ? ours.get() : inner;
  }

  /** What becomes of a message that the network does not carry at all. */
  private synchronized Optional<Ruling> stopped(Passage passage) {
    if (state instanceof Cut) {
      held++;
      kept.add(passage);
      return Optional.of(Ruling.hold());
    }
    if (state instanceof FrontendDown && WireOp.on(WireOp.TEMPORAL, passage.arrived())) {
      failed++;
      return Optional.of(Ruling.fail("UNAVAILABLE", "The Temporal frontend can't be reached."));
    }
    return Optional.empty();
  }

  private synchronized Ruling requestCarried(Passage passage) {
    if (state instanceof Slow slow) {
      delayed++;
      return Ruling.delay(answersPassUnasked(passage) ? slow.by().multipliedBy(2) : slow.by());
    }
    if (state instanceof RepliesLost && answersPassUnasked(passage)) {
      dropped++;
      return Ruling.dropReply();
    }
    return Ruling.pass();
  }

  private synchronized Ruling replyCarried() {
    if (state instanceof Slow slow) {
      delayed++;
      return Ruling.delay(slow.by());
    }
    if (state instanceof RepliesLost) {
      dropped++;
      return Ruling.drop();
    }
    return Ruling.pass();
  }

  private boolean isOthers(Passage passage) {
    Op arrived = passage.arrived();
    return !arrived.process().equals(worker)
        || arrived.detail(WireOp.START).filter(start::equals).isEmpty();
  }

  /** Whether an answer on that wire is on its way when it is told of: see {@link Interceptor}. */
  private static boolean answersPassUnasked(Passage passage) {
    return WireOp.on(WireOp.POSTGRES, passage.arrived());
  }
}
