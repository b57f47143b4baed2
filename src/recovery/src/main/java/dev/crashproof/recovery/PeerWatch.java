package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the deaths of the other processes of the workplace, a thread for each, blocked on its
 * lock; whoever gets it first deals with what is left. New ones are seen as their journals come.
 */
final class PeerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
  // Enough to wait on a lock, and there may be many that do.
  private static final long SMALL_STACK = 128 * 1024;
  // systemd-tmpfiles takes away from /tmp what is ten days old, others what is one.
  private static final Duration OLD = Duration.ofHours(6);

  /** What is done with what a peer left. */
  interface Heir {
    void inherit(Remains remains) throws InterruptedException;
  }

  private final Workplace workplace;
  private final ProofOfDeath proof;
  private final Heir heir;
  private final Runnable often;
  private final Arrivals arrivals;
  private final Set<Path> watched = new HashSet<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  private PeerWatch(Workplace workplace, Arrivals arrivals, Heir heir, Runnable often) {
    this.workplace = workplace;
    this.proof = new ProofOfDeath(workplace);
    this.heir = heir;
    this.often = often;
    this.arrivals = arrivals;
  }

  /**
   * Begins to watch.
   *
   * @param often is run every few hours at least
   */
  static PeerWatch begin(Workplace workplace, Heir heir, Runnable often) {
    // Before the first look, so that none comes unseen between.
    return begin(workplace, Arrivals.in(workplace.directory()), heir, often);
  }

  /** Watches, and looks for new ones when these arrivals say so; they are closed with it. */
  static PeerWatch begin(Workplace workplace, Arrivals arrivals, Heir heir, Runnable often) {
    PeerWatch watch = new PeerWatch(workplace, arrivals, heir, often);
    // Not one of those that are interrupted in the end: it may be writing to this process's files.
    Background.started(watch.thread("crashproof-peers", SMALL_STACK, watch::lookOut));
    return watch;
  }

  private void lookOut() throws InterruptedException {
    Set<Path> known = Set.of();
    long refreshed = System.nanoTime();
    try {
      do {
        Set<Path> others = Set.copyOf(workplace.others());
        // One that came to nothing is waited for again when another comes, not all the time.
        if (!known.containsAll(others)) {
          others.forEach(this::watch);
        }
        known = others;
        if (System.nanoTime() - refreshed > OLD.toNanos()) {
          refreshed = System.nanoTime();
          often.run();
        }
      } while (arrivals.await());
      LOG.debug("peers are watched no more");
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "{} can't be listed ({}): peers that come from now on are not watched",
          workplace.directory(),
          e.toString());
    }
  }

  private synchronized void watch(Path journal) {
    if (watched.add(journal)
        && !start("crashproof-peer " + journal.getFileName(), SMALL_STACK, () -> await(journal))) {
      watched.remove(journal);
    }
  }

  private void await(Path journal) throws InterruptedException {
    Remains remains = null;
    boolean handedOn = false;
    try {
      remains = proof.await(journal).orElse(null);
      if (remains != null) {
        Remains found = remains;
        // Calls to the server pass code of others, as deep as that may be.
        handedOn =
            start("crashproof-reaper", Background.USUAL_STACK, () -> inherit(journal, found));
      }
    } finally {
      if (!handedOn) {
        if (remains != null) {
          remains.close();
        }
        forget(journal);
      }
    }
  }

  private void inherit(Path journal, Remains remains) throws InterruptedException {
    try (remains) {
      heir.inherit(remains);
    } finally {
      forget(journal);
    }
  }

  private synchronized void forget(Path journal) {
    watched.remove(journal);
  }

  /** On a thread that is interrupted in the end; false where there is none, or none any more. */
  private synchronized boolean start(String name, long stack, Background.Work work) {
    if (closed) {
      return false;
    }
    Thread thread = thread(name, stack, work);
    threads.add(thread);
    if (!Background.started(thread)) {
      threads.remove(thread);
      return false;
    }
    return true;
  }

  private Thread thread(String name, long stack, Background.Work work) {
    return Background.thread(name, stack, work, this::over);
  }

  private synchronized void over() {
    threads.remove(Thread.currentThread());
  }

  @Override
  public void close() {
    List<Thread> ending;
    synchronized (this) {
      closed = true;
      ending = List.copyOf(threads);
    }
    arrivals.close();
    ending.forEach(Thread::interrupt);
  }
}
