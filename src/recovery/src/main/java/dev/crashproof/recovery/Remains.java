package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process left that is proven dead. Held by its lock, so that one alone deals with it. */
final class Remains implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

  private final Path journal;
  private final Path lockFile;
  private final FileChannel lock;
  private final JournalFile.Contents contents;

  Remains(Path journal, Path lockFile, FileChannel lock, JournalFile.Contents contents) {
    this.journal = journal;
    this.lockFile = lockFile;
    this.lock = lock;
    this.contents = contents;
  }

  ProcessIdentity owner() {
    return contents.owner();
  }

  List<Held> held() {
    return contents.held();
  }

  /** All but these is dealt with: the next one finds them alone, or nothing where there is none. */
  void leave(List<Held> left) {
    if (left.isEmpty()) {
      bury();
    } else {
      keep(left);
    }
  }

  /** All of it is dealt with: nobody needs to read it again. */
  void bury() {
    try {
      // The journal first: a lock without a journal is nothing to anybody.
      Files.deleteIfExists(journal);
      Files.deleteIfExists(lockFile);
    } catch (IOException e) {
      LOG.warn("{} can't be removed ({}): remove it by hand", journal, e.toString());
    }
  }

  private void keep(List<Held> left) {
    try {
      JournalFile.keep(journal, left);
    } catch (IOException e) {
      // The server knows no more of what was dealt with: it is stale to whoever finds it.
      LOG.debug("{} is left as it was", journal, e);
    }
  }

  /** Lets go of it; unless buried, the next one may deal with it. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.debug("closing {}", lockFile, e);
    }
    LockFiles.giveBack(lockFile);
  }
}
