package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that the process of a journal is dead: the kernel freed its lock <em>and</em> the process
 * is gone, where that can be seen. Neither alone will do. A lock is lost, too, when its holder
 * closes any descriptor of the file (POSIX); and a number in a process table may be of another
 * namespace.
 */
final class ProofOfDeath {
  private static final Logger LOG = LoggerFactory.getLogger(ProofOfDeath.class);
  // A process frees its locks a little before its entry goes: exit_files comes before exit_notify.
  private static final Duration GOING = Duration.ofSeconds(5);
  private static final Duration GLANCE = Duration.ofMillis(1);
  private static final Duration TRY = Duration.ofMillis(5);

  private final Workplace workplace;

  ProofOfDeath(Workplace workplace) {
    this.workplace = workplace;
  }

  /** What that process left, if it is dead now. Does not wait for a death. */
  Optional<Remains> now(Path journal) throws InterruptedException {
    return proof(journal, false);
  }

  /** Waits for its death; empty if another one dealt with it, or nothing is to be had of it. */
  Optional<Remains> await(Path journal) throws InterruptedException {
    return proof(journal, true);
  }

  private Optional<Remains> proof(Path journal, boolean wait) throws InterruptedException {
    if (Workplace.own(journal)) {
      return Optional.empty();
    }
    String unreadable = "";
    try {
      // Before its lock is opened: to close that would free it, if it were this process's own.
      if (JournalFile.owner(journal).equals(ProcessIdentity.current())) {
        return Optional.empty();
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      unreadable = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    Path lockFile = Workplace.lockOf(journal);
    if (wait) {
      LockFiles.await(lockFile);
    } else if (!LockFiles.take(lockFile)) {
      // Another one of this process waits for that death, or deals with it.
      return Optional.empty();
    }
    Remains remains = null;
    try {
      remains = opened(journal, lockFile, wait, unreadable);
      return Optional.ofNullable(remains);
    } finally {
      if (remains == null) {
        LockFiles.giveBack(lockFile);
      }
    }
  }

  private @Nullable Remains opened(Path journal, Path lockFile, boolean wait, String unreadable)
      throws InterruptedException {
    FileChannel channel;
    try {
      channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      lockless(journal);
      return null;
    } catch (IOException e) {
      LOG.warn("{} can't be opened ({}): its process is taken for living", lockFile, e.toString());
      return null;
    }
    Remains remains = null;
    try {
      if (wait ? locked(channel) : channel.tryLock() != null) {
        remains = proven(journal, lockFile, channel, unreadable);
      }
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
      throw new InterruptedException();
    } catch (IOException e) {
      LOG.warn("{} can't be tried ({}): its process is taken for living", lockFile, e.toString());
    } finally {
      if (remains == null) {
        close(channel);
      }
    }
    return remains;
  }

  /** Somebody took the lock's file away: a clean-up of old temporary files, say. */
  private void lockless(Path journal) {
    try {
      if (JournalFile.owner(journal).sighting() == ProcessIdentity.Sighting.ALIVE) {
        LOG.warn(
            "{} has no lock any more, and its process runs: it is left alone, and its death can't be"
                + " proven. Have nobody tidy up in that directory",
            journal);
        return;
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      LOG.debug("{} can't be read either", journal, e);
    }
    workplace.setAside(journal, "it has no lock, without which no death is proven");
  }

  /**
   * Waits for the lock. Two processes that wait for each other look like a deadlock to the kernel,
   * which refuses the second (EDEADLK): that one tries again and again.
   */
  private static boolean locked(FileChannel channel) throws IOException, InterruptedException {
    try {
      channel.lock();
      return true;
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
      throw e;
    } catch (IOException deadlock) {
      LOG.debug("the lock can't be waited for ({}), so it is tried", deadlock.toString());
    }
    FileLock lock = channel.tryLock();
    while (lock == null) {
      Thread.sleep(TRY.toMillis());
      lock = channel.tryLock();
    }
    return true;
  }

  private @Nullable Remains proven(
      Path journal, Path lockFile, FileChannel channel, String unreadable)
      throws IOException, InterruptedException {
    if (!Files.exists(journal)) {
      return null;
    }
    if (!unreadable.isEmpty()) {
      workplace.setAside(journal, unreadable);
      return null;
    }
    if (!Files.getOwner(journal).equals(Files.getOwner(workplace.directory()))) {
      workplace.setAside(journal, "it is another user's");
      return null;
    }
    JournalFile.Contents contents;
    try {
      contents = JournalFile.contents(journal);
    } catch (JournalFile.UnreadableException e) {
      workplace.setAside(journal, String.valueOf(e.getMessage()));
      return null;
    }
    ProcessIdentity owner = contents.owner();
    if (owner.sighting() == ProcessIdentity.Sighting.FOREIGN) {
      workplace.setAside(
          journal, "it is of another machine, or of this one before it was started anew");
      return null;
    }
    if (!gone(owner)) {
      LOG.warn(
          "{} is free and yet its process {} runs: it closed a descriptor of that file. It is taken"
              + " for living, and left alone",
          lockFile,
          owner.pid());
      return null;
    }
    return new Remains(journal, lockFile, channel, contents);
  }

  private static boolean gone(ProcessIdentity owner) throws InterruptedException {
    long until = System.nanoTime() + GOING.toNanos();
    while (owner.sighting() == ProcessIdentity.Sighting.ALIVE) {
      if (System.nanoTime() - until > 0) {
        return false;
      }
      Thread.sleep(GLANCE.toMillis());
    }
    return true;
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing a lock", e);
    }
  }
}
