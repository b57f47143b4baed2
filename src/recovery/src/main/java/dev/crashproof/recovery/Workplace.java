package dev.crashproof.recovery;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory where processes of one user on one machine keep their journals, each with a lock
 * beside it that its process holds until the kernel takes it away.
 */
final class Workplace {
  static final String JOURNAL = ".journal";
  static final String LOCK = ".lock";
  static final String ASIDE = ".aside";

  private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);
  private static final Set<PosixFilePermission> PRIVATE_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");
  // On others a lock may be lost while its holder lives, or another machine may see the file.
  private static final Set<String> LOCAL =
      Set.of(
          "apfs",
          "bcachefs",
          "btrfs",
          "ext2",
          "ext3",
          "ext4",
          "f2fs",
          "fuse.fuse-overlayfs",
          "hfs",
          "jfs",
          "ntfs",
          "overlay",
          "ramfs",
          "reiserfs",
          "tmpfs",
          "xfs",
          "zfs");
  private static final int ASIDES_KEPT = 8;
  private static final int CHUNK = 64 * 1024;
  private static final Path SELF = Path.of("/proc/self");

  // All locks of this process: closing any descriptor of such a file would free its lock (POSIX),
  // so none is ever closed, nor any such file opened again. None is written to through its channel:
  // an interrupt of the thread that does would close it.
  private static final Set<RandomAccessFile> LOCKS = ConcurrentHashMap.newKeySet();
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final boolean made;

  private Workplace(Path directory, boolean made) {
    this.directory = directory;
    this.made = made;
  }

  /**
   * Opens the directory, and makes it where there is none.
   *
   * @throws IOException if it is not private to this user, is shared between machines, or can't be
   *     made; the message says what to do
   */
  static Workplace open(Path path) throws IOException {
    boolean made = false;
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(path, only(path, PRIVATE_DIRECTORY));
        made = true;
      } catch (FileAlreadyExistsException e) {
        LOG.debug("another process made {} just now", path);
      }
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          path + " is no directory: name one of this user's own for crash journals");
    }
    if (posix(path)) {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      if (!PRIVATE_DIRECTORY.containsAll(permissions)) {
        throw new IOException(
            "%s is open to others (%s) and journals hold secrets: chmod 700 it, or name another directory"
                .formatted(path, PosixFilePermissions.toString(permissions)));
      }
    }
    String type = Files.getFileStore(path).type().toLowerCase(Locale.ROOT);
    if (!local(type)) {
      throw new IOException(
          "%s is on a file system of type %s, and only of a local one is it known that a lock proves something: name a directory on a local disk or a memory file system (%s)"
              .formatted(path, type, String.join(", ", new TreeSet<>(LOCAL))));
    }
    if (!uid(path, LinkOption.NOFOLLOW_LINKS).equals(uid(SELF))) {
      throw new IOException(
          path + " is another user's and journals hold secrets: name one of this user's own");
    }
    return new Workplace(path.toRealPath(), made);
  }

  /** Whether locks on such a file system are the kernel's own. */
  static boolean local(String type) {
    return LOCAL.contains(type);
  }

  Path directory() {
    return directory;
  }

  /**
   * Makes this process's journal, locked before anybody can see it.
   *
   * @throws IOException if it can't be written in full
   */
  Journal begin() throws IOException {
    ProcessIdentity self = ProcessIdentity.current();
    if (!Files.exists(directory)) {
      // Whoever made it and was the last in it has just taken it away.
      Files.createDirectory(directory, only(directory, PRIVATE_DIRECTORY));
    }
    Path name = lock(self);
    Path journal = journalOf(name);
    Path coming = directory.resolve(name.getFileName() + ".new");
    boolean made = false;
    try {
      preallocate(coming, self);
      OWN.add(journal);
      Journal begun = new Journal(coming, journal);
      Files.move(coming, journal, StandardCopyOption.ATOMIC_MOVE);
      made = true;
      return begun;
    } finally {
      if (!made) {
        Files.deleteIfExists(coming);
        Files.deleteIfExists(lockOf(journal));
      }
    }
  }

  /** Removes the files of a journal of this process. Its lock is held on, unseen, until it ends. */
  void end(Journal journal) {
    journal.close();
    try {
      Files.deleteIfExists(journal.file());
      Files.deleteIfExists(lockOf(journal.file()));
      if (made) {
        Files.deleteIfExists(directory);
      }
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("others are still in {}", directory);
    } catch (IOException e) {
      LOG.warn("{} can't be removed ({}): the next start does", journal.file(), e.toString());
    }
  }

  /** The owner's number; the same for all where there is no such thing. */
  private static Object uid(Path path, LinkOption... options) throws IOException {
    return Files.exists(SELF) ? Files.getAttribute(path, "unix:uid", options) : "";
  }

  /** The journals of other processes. */
  List<Path> others() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(JOURNAL))
          .filter(file -> !OWN.contains(file))
          .sorted()
          .toList();
    }
  }

  /** Whether this journal is one of this process. */
  static boolean own(Path journal) {
    return OWN.contains(journal);
  }

  /** What lies there but is of no use: a warning, and out of everybody's way. Kept for a person. */
  void setAside(Path journal, String why) {
    try {
      Path aside = directory.resolve(journal.getFileName() + ASIDE);
      Files.move(journal, aside, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(lockOf(journal));
      LOG.warn(
          "{} is set aside, since {}: what its process held is left to the server's timeouts",
          aside,
          why);
      dropOldAsides();
    } catch (IOException e) {
      LOG.warn("{} is of no use, since {}; it can't be moved: {}", journal, why, e.toString());
    }
  }

  /** Removes locks and half-made journals that a process left which was killed as it began. */
  void tidy() throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.list(directory)) {
      left = files.filter(file -> file.getFileName().toString().endsWith(LOCK)).toList();
    }
    for (Path lock : left) {
      Path journal = journalOf(lock);
      if (!OWN.contains(journal) && !Files.exists(journal)) {
        drop(lock, journal);
      }
    }
  }

  private void drop(Path lock, Path journal) {
    // Not one that this process just made: it is in OWN before its lock is.
    if (!LockFiles.take(lock)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null && !Files.exists(journal)) {
        Files.deleteIfExists(directory.resolve(base(lock) + ".new"));
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      LOG.debug("tidying {}", lock, e);
    } finally {
      LockFiles.giveBack(lock);
    }
  }

  /**
   * Writes to this process's lock files, which changes nothing in them but their age: who tidies up
   * where temporary files are takes old ones away.
   */
  static synchronized void refresh() {
    for (RandomAccessFile lock : LOCKS) {
      try {
        // By the descriptor that holds the lock: setting a file's times opens and closes another.
        lock.seek(0);
        lock.write(0);
      } catch (IOException e) {
        LOG.debug("a lock can't be written to", e);
      }
    }
  }

  static Path lockOf(Path journal) {
    return journal.resolveSibling(base(journal) + LOCK);
  }

  private static Path journalOf(Path file) {
    return file.resolveSibling(base(file) + JOURNAL);
  }

  private static String base(Path file) {
    String name = file.getFileName().toString();
    return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
  }

  private Path lock(ProcessIdentity self) throws IOException {
    for (int turn = 0; ; turn++) {
      Path name = directory.resolve("%d-%d-%d".formatted(self.pid(), self.start(), turn));
      Path journal = journalOf(name);
      Path lock = lockOf(journal);
      if (Files.exists(journal) || !OWN.add(journal)) {
        continue;
      }
      try {
        // The descriptor that this closes frees nothing, since nothing is locked yet.
        Files.createFile(lock, only(lock, PRIVATE_FILE));
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      RandomAccessFile held = new RandomAccessFile(lock.toFile(), "rw");
      LOCKS.add(held);
      // Another one may have taken it for a left one just now, and removed it.
      if (held.getChannel().tryLock() != null && Files.exists(lock)) {
        return name;
      }
    }
  }

  private static void preallocate(Path file, ProcessIdentity self) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            only(file, PRIVATE_FILE))) {
      write(channel, JournalFile.header(self));
      ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
      for (int left = JournalFile.SIZE - JournalFile.HEADER; left > 0; left -= CHUNK) {
        write(channel, zeros.clear().limit(Math.min(CHUNK, left)));
      }
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void dropOldAsides() throws IOException {
    List<Path> asides;
    try (Stream<Path> files = Files.list(directory)) {
      asides =
          files
              .filter(file -> file.getFileName().toString().endsWith(ASIDE))
              .sorted(java.util.Comparator.comparing(Workplace::age).reversed())
              .toList();
    }
    for (Path old : asides.subList(Math.min(ASIDES_KEPT, asides.size()), asides.size())) {
      Files.deleteIfExists(old);
    }
  }

  private static long age(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] only(Path path, Set<PosixFilePermission> permissions) {
    return posix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
