package dev.crashproof.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where runs keep what they need: for each a directory {@code <run id>} and beside it the file
 * {@code <run id>.lock}, made before the directory and removed after it.
 *
 * @param base the directory of all runs of one user, private to that user
 */
record RunFiles(Path base) {
  private static final String LOCK = ".lock";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  /** Makes the directory of all runs where it is missing, and refuses one that others can enter. */
  void secure() throws IOException {
    if (!Files.exists(base, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(base, privateToUser());
    }
    boolean ours =
        Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)
            && Files.getAttribute(base, "unix:uid").equals(Posix.local().user())
            && Files.getPosixFilePermissions(base).equals(PRIVATE);
    if (!ours) {
      throw new ProcessException(
          "The directory of runs "
              + base
              + " is not a directory of this user's that nobody else may enter (0700): remove it,"
              + " or set java.io.tmpdir to another place.");
    }
  }

  static FileAttribute<Set<PosixFilePermission>> privateToUser() {
    return PosixFilePermissions.asFileAttribute(PRIVATE);
  }

  Path directory(String runId) {
    return base.resolve(runId);
  }

  Path lock(String runId) {
    return base.resolve(runId + LOCK);
  }

  static Path notes(Path runDirectory) {
    return runDirectory.resolve("groups");
  }

  /** The ids of all runs of which there is a directory or a lock. */
  List<String> runIds() throws IOException {
    try (Stream<Path> entries = Files.list(base)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .map(name -> name.endsWith(LOCK) ? name.substring(0, name.length() - 5) : name)
          .filter(name -> RunOwner.of(name).isPresent())
          .distinct()
          .toList();
    }
  }

  /** Removes a directory and all in it, without following links; what could not be, in words. */
  static List<String> deleteTree(Path directory) throws IOException {
    List<String> problems = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return delete(file);
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return note(file, e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
            return delete(visited);
          }

          private FileVisitResult delete(Path path) {
            try {
              Files.deleteIfExists(path);
              return FileVisitResult.CONTINUE;
            } catch (IOException e) {
              return note(path, e);
            }
          }

          private FileVisitResult note(Path path, IOException e) {
            if (!(e instanceof NoSuchFileException)) {
              problems.add(path + " could not be removed: " + e);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return problems;
  }
}
