package dev.crashproof.recovery;

import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what a supervised process held, from the moment on that its parent knows of its death.
 * The proof is the same as everywhere: by then the kernel has freed the lock, and the process is
 * gone. Whoever else has the lock already, a living peer that was blocked on it, deals with it.
 */
final class Undertaker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Undertaker.class);
  // A pod has 30 s to end, of which the worker's drain takes 20 at most.
  private static final Duration LAST_WORK = Duration.ofSeconds(8);

  /** What comes after the dead one. */
  enum Next {
    /** It is started anew at once, and goes on by the dead one's sticky names. */
    HEIR,
    /** Nobody, or nobody soon. */
    NOBODY
  }

  private final Path directory;
  private final WarmConnection connection;
  private final String identity;
  private final Set<Thread> working = ConcurrentHashMap.newKeySet();

  Undertaker(Path directory, WarmConnection connection, String identity) {
    this.directory = directory;
    this.connection = connection;
    this.identity = identity;
  }

  /** Gets ready for the first death. */
  void begin() {
    connection.begin();
  }

  /** Deals with what that process left, and with all else there whose process is dead. */
  void dead(long pid, Next next) {
    work("crashproof-undertaker " + pid, () -> find(pid, next));
  }

  private void find(long pid, Next next) throws InterruptedException {
    try {
      WorkflowServiceStubs stubs = connection.stubs();
      Workplace workplace = Workplace.open(directory);
      ProofOfDeath proof = new ProofOfDeath(workplace);
      Comparator<Path> itsOwnFirst =
          Comparator.comparing(journal -> !journal.getFileName().toString().startsWith(pid + "-"));
      for (Path journal : workplace.others().stream().sorted(itsOwnFirst).toList()) {
        Remains remains = proof.now(journal).orElse(null);
        if (remains != null) {
          work("crashproof-reaper", () -> bury(new Reaper(stubs, identity), remains, next));
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "what process {} held can't be looked for ({}): it is left to the next that starts, or to"
              + " the server's timeouts",
          pid,
          e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (ExecutionException e) {
      LOG.debug("no connection, and that was said", e);
    }
  }

  private static void bury(Reaper reaper, Remains remains, Next next) throws InterruptedException {
    try (remains) {
      List<Held> left = new ArrayList<>(reaper.reap(remains.owner(), remains.held()));
      if (next == Next.HEIR) {
        // Shut down, and what lies there comes to who polls by its name.
        remains.held().stream()
            .filter(held -> held instanceof Held.StickyQueue && !left.contains(held))
            .forEach(left::add);
      }
      remains.leave(left);
    }
  }

  private void work(String name, Background.Work work) {
    Thread thread =
        Background.thread(
            name, Background.USUAL_STACK, work, () -> working.remove(Thread.currentThread()));
    working.add(thread);
    // The next start of a child is worth more than this.
    if (!Background.started(thread)) {
      working.remove(thread);
    }
  }

  private @Nullable Thread any() {
    return working.stream().findAny().orElse(null);
  }

  /** Lets go of what can't be done now: what is under way has eight seconds. */
  @Override
  public void close() {
    long until = System.nanoTime() + LAST_WORK.toNanos();
    try {
      // Who finds something has somebody else work at it before it ends.
      for (Thread thread = any(); thread != null; thread = any()) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        thread.join(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    working.forEach(Thread::interrupt);
    connection.close();
  }
}
