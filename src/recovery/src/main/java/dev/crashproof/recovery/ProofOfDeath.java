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
    try {
      // Before its lock is opened: to close that would free it, if it were this process's own.
      if (JournalFile.owner(journal).equals(ProcessIdentity.current())) {
        return Optional.empty();
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // What its process left is read anew once that is dead.
      LOG.debug("{} can't be read yet", journal, e);
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
      remains = opened(journal, lockFile, wait);
      return Optional.ofNullable(remains);
    } finally {
      if (remains == null) {
        LockFiles.giveBack(lockFile);
      }
    }
  }

  private @Nullable Remains opened(Path journal, Path lockFile, boolean wait)
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
        remains = proven(journal, lockFile, channel);
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
      ProcessIdentity.Sighting sighting = JournalFile.owner(journal).sighting();
      if (sighting == ProcessIdentity.Sighting.ALIVE
          || sighting == ProcessIdentity.Sighting.UNDECIDED) {
        LOG.warn(
            "{} has no lock any more, and its process may run: it is left alone, and its death"
                + " can't be proven. Have nobody tidy up in that directory",
            journal);
        return;
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (JournalFile.UnreadableException e) {
      LOG.debug("{} is no journal either", journal, e);
    } catch (IOException e) {
      LOG.warn("{} has no lock any more, and can't be read ({})", journal, e.toString());
      return;
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

  private @Nullable Remains proven(Path journal, Path lockFile, FileChannel channel)
      throws IOException, InterruptedException {
    if (!Files.exists(journal)) {
      return null;
    }
    if (!Files.getOwner(journal).equals(Files.getOwner(workplace.directory()))) {
      workplace.setAside(journal, "it is another user's");
      return null;
    }
    try {
      // What it held is read after it is gone: one that is not wrote on.
      return dead(JournalFile.owner(journal), journal, lockFile)
          ? new Remains(journal, lockFile, channel, JournalFile.contents(journal))
          : null;
    } catch (JournalFile.UnreadableException e) {
      workplace.setAside(journal, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private boolean dead(ProcessIdentity owner, Path journal, Path lockFile)
      throws InterruptedException {
    switch (lastSighting(owner)) {
      case GONE, INVISIBLE -> {
        return true;
      }
      case FOREIGN ->
          workplace.setAside(
              journal, "it is of another machine, or of this one before it was started anew");
      case UNDECIDED ->
          LOG.warn(
              "{} is free, and it can't be told of which kernel or process namespace its process {}"
                  + " was, since one could not be read: it is taken for living, and left alone",
              lockFile,
              owner.pid());
      case ALIVE ->
          LOG.warn(
              "{} is free and yet its process {} is not seen to be gone: it closed a descriptor of"
                  + " that file, or /proc can't be read. It is taken for living, and left alone",
              lockFile,
              owner.pid());
    }
    return false;
  }

  /** What is seen of it after it had time to go. */
  private static ProcessIdentity.Sighting lastSighting(ProcessIdentity owner)
      throws InterruptedException {
    long until = System.nanoTime() + GOING.toNanos();
    ProcessIdentity.Sighting sighting = owner.sighting();
    while (sighting == ProcessIdentity.Sighting.ALIVE && System.nanoTime() - until < 0) {
      Thread.sleep(GLANCE.toMillis());
      sighting = owner.sighting();
    }
    return sighting;
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing a lock", e);
    }
  }
}
