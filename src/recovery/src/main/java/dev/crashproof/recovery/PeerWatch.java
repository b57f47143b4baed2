package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the deaths of the other processes of the workplace, a thread for each, blocked on its
 * lock; whoever gets it first deals with what is left. New ones are seen as their journals come.
 */
final class PeerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
  private static final long STACK = 128 * 1024;
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
  private final WatchService arrivals;
  private final Set<Path> watched = new HashSet<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  private PeerWatch(Workplace workplace, Heir heir, Runnable often, WatchService arrivals) {
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
  static PeerWatch begin(Workplace workplace, Heir heir, Runnable often) throws IOException {
    WatchService arrivals = workplace.directory().getFileSystem().newWatchService();
    // Registered before the first look, so that none comes unseen between.
    workplace.directory().register(arrivals, StandardWatchEventKinds.ENTRY_CREATE);
    PeerWatch watch = new PeerWatch(workplace, heir, often, arrivals);
    watch.start("crashproof-peers", watch::lookOut);
    return watch;
  }

  private void lookOut() throws InterruptedException {
    try {
      while (true) {
        workplace.others().forEach(this::watch);
        WatchKey key = arrivals.poll(OLD.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
        often.run();
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("peers are watched no more");
    } catch (IOException e) {
      LOG.warn(
          "{} can't be listed ({}): peers that come from now on are not watched",
          workplace.directory(),
          e.toString());
    }
  }

  private synchronized void watch(Path journal) {
    if (!closed && watched.add(journal)) {
      start("crashproof-peer " + journal.getFileName(), () -> await(journal));
    }
  }

  private void await(Path journal) throws InterruptedException {
    try (Remains remains = proof.await(journal).orElse(null)) {
      if (remains != null) {
        heir.inherit(remains);
      }
    } finally {
      synchronized (this) {
        watched.remove(journal);
        threads.remove(Thread.currentThread());
      }
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private synchronized void start(String name, Work work) {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                LOG.debug("{} ends", name);
              }
            },
            name,
            STACK);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  @Override
  public void close() {
    List<Thread> ending;
    synchronized (this) {
      closed = true;
      ending = List.copyOf(threads);
    }
    try {
      arrivals.close();
    } catch (IOException e) {
      LOG.debug("closing the watch", e);
    }
    ending.forEach(Thread::interrupt);
  }
}
