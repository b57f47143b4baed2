package dev.crashproof.recovery;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Which lock files this process has open. Closing any descriptor of a file frees every lock that
 * the process has on it (POSIX), so none is opened twice at a time: whoever comes second waits for
 * the first, or leaves it to him.
 */
final class LockFiles {
  private static final Set<Path> OPEN = new HashSet<>();

  private LockFiles() {}

  /** Takes it if nobody of this process has it. */
  static boolean take(Path lock) {
    synchronized (OPEN) {
      return OPEN.add(lock);
    }
  }

  /** Takes it as soon as nobody of this process has it. */
  static void await(Path lock) throws InterruptedException {
    synchronized (OPEN) {
      while (!OPEN.add(lock)) {
        OPEN.wait();
      }
    }
  }

  /** Lets go of it, once its descriptor is closed. */
  static void giveBack(Path lock) {
    synchronized (OPEN) {
      OPEN.remove(lock);
      OPEN.notifyAll();
    }
  }
}
