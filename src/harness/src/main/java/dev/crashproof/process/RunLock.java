package dev.crashproof.process;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A lock that the kernel frees when its holder dies, however it dies. The file beside the run's
 * directory is opened once and never read: closing any other descriptor of it in the same process
 * would free the lock.
 */
final class RunLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Makes the file and takes its lock; empty when somebody was there first. */
  static Optional<RunLock> create(Path file) throws IOException {
    return open(file, CREATE_NEW, WRITE);
  }

  /** Takes the lock of an existing file; empty when it is held, or the file is gone. */
  static Optional<RunLock> take(Path file) throws IOException {
    return open(file, WRITE);
  }

  private static Optional<RunLock> open(Path file, OpenOption... options) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, options);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      return Optional.empty();
    }
    // A reaper may have removed the file between its opening and its locking: then the lock is on
    // a file that nobody else will ever find.
    if (channel.tryLock() == null || !Files.exists(file)) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new RunLock(file, channel));
  }

  /** Removes the file; the lock holds until {@link #close()}. */
  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
