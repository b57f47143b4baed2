package dev.crashproof.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * All runs of one user on this machine: opens new ones and ends what dead ones left, be they killed
 * with SIGKILL. Several harnesses may run and reap at the same time.
 */
public final class RunRegistry {
  /** One reaper at a time in this JVM: a second one would drop the locks that the first holds. */
  private static final Lock REAPING = new ReentrantLock();

  private final RunFiles files;
  private final List<LeftoverCleaner> cleaners;
  private final ProcessTable table = ProcessTable.local();

  /**
   * Runs kept in a directory of the caller's choice.
   *
   * @param base made where missing; a directory of this user's, private (0700)
   * @param cleaners asked in this order for each dead run, after its control groups were removed
   */
  public RunRegistry(Path base, List<LeftoverCleaner> cleaners) {
    this.files = new RunFiles(base.toAbsolutePath());
    this.cleaners = Stream.concat(Stream.of(ControlNote::clean), cleaners.stream()).toList();
  }

  /** Runs kept in {@code crashproof-<user>} in the directory of temporary files. */
  public static RunRegistry standard(List<LeftoverCleaner> cleaners) {
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    Path base = Path.of(System.getProperty("java.io.tmpdir"), "crashproof-" + user);
    return new RunRegistry(base, cleaners);
  }

  /** Ends what dead runs left, and opens a run of this JVM's. */
  public Run open() {
    reap();
    try {
      return Run.open(files, table);
    } catch (IOException e) {
      throw new ProcessException(
          "No run can be opened in "
              + files.base()
              + ": "
              + e
              + "; make room or set java.io.tmpdir.",
          e);
    }
  }

  /** Ends what dead runs left: their processes, what the cleaners know, their directories. */
  public List<Leftover> reap() {
    REAPING.lock();
    try {
      files.secure();
      return reaper().reap();
    } catch (IOException e) {
      throw new UncheckedIOException("What dead runs left could not be removed.", e);
    } finally {
      REAPING.unlock();
    }
  }

  /**
   * Whether the run is certainly over: its harness ran on this boot of this machine and is dead.
   * For what carries a run's id where its directory may be gone, such as containers.
   */
  public boolean isGone(String runId) {
    return reaper().isGone(runId);
  }

  private Reaper reaper() {
    return new Reaper(files, cleaners, table);
  }
}
