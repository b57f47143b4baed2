package dev.crashproof.environment.embedded;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.crashproof.process.LeftoverCleaner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removes the shared memory segment that a killed Postgres leaves in the kernel: it is small, but
 * nobody else would, and their number is limited. Linux only; elsewhere it stays.
 */
final class SharedMemory implements LeftoverCleaner {
  private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");
  private static final int DEPTH = 3;

  @Override
  public void clean(String runId, Path runDirectory) throws IOException {
    try (Stream<Path> found =
        Files.find(
            runDirectory, DEPTH, (file, attributes) -> file.endsWith("data/postmaster.pid"))) {
      for (Path pidFile : found.toList()) {
        remove(pidFile);
      }
    }
  }

  /**
   * Removes what the Postgres that was killed on this data directory left, if anything. Its file
   * goes, too: whoever gets its process id meanwhile would keep it from starting again.
   */
  static void release(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (Files.exists(pidFile)) {
      remove(pidFile);
      Files.delete(pidFile);
    }
  }

  /**
   * The file has Postgres's process id in its first line, the segment's key and id in its seventh.
   */
  private static void remove(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.size() < 7 || !Files.isReadable(SEGMENTS)) {
      return;
    }
    String[] segment = lines.get(6).trim().split("\\s+", -1);
    if (segment.length == 2
        && isItsOwn(Files.readAllLines(SEGMENTS), segment[1], lines.get(0).trim())) {
      LibC.INSTANCE.shmctl(Integer.parseInt(segment[1]), LibC.IPC_RMID, null);
    }
  }

  /** Ids begin anew when the machine does: it must be of that creator, and nobody may use it. */
  static boolean isItsOwn(List<String> segments, String id, String creator) {
    return segments.stream()
        .map(line -> line.trim().split("\\s+", -1))
        .anyMatch(
            column ->
                column.length > 6
                    && column[1].equals(id)
                    && column[4].equals(creator)
                    && column[6].equals("0"));
  }

  /** The C library's call. */
  interface LibC extends Library {
    LibC INSTANCE = Native.load("c", LibC.class);
    int IPC_RMID = 0;

    int shmctl(int id, int command, @Nullable Pointer buffer);
  }
}
