package dev.crashproof.process;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wall clock that can be moved while those who read it run: libfaketime, loaded into a worker
 * before its own code.
 *
 * <p>It covers the wall clock ({@code CLOCK_REALTIME}) of every process that is started from the
 * command and loads the C library dynamically: a JVM, Python, Node. Monotonic clocks, and the
 * timeouts that count on them, go on undisturbed, and files keep the times that the kernel gave
 * them. It covers neither the server's clock nor the database's, nor a program that is linked
 * statically or asks the kernel itself, as Go's do. Each reading of the wall clock reads a small
 * file, which takes microseconds. Safe for use by many threads.
 */
public final class FakeClock {
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
  private static final String PRELOAD = "LD_PRELOAD";

  private final Path library;
  private final Path file;

  private FakeClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /** Why no clock can be faked here and what to do, as a clause; empty where one can. */
  public static Optional<String> unavailable() {
    if (!Platform.isLinux()) {
      return Optional.of("a process's clock is moved on Linux only: run this on Linux");
    }
    return library().isPresent()
        ? Optional.empty()
        : Optional.of(
            "libfaketime is not below /usr/lib, /usr/lib64 or /usr/local/lib: install it (Debian's"
                + " and Fedora's package is libfaketime)");
  }

  /** Debian has it in the directory of an architecture, others beside all libraries. */
  private static Optional<Path> library() {
    return Stream.of("/usr/lib/" + multiarch(), "/usr/lib64", "/usr/lib", "/usr/local/lib")
        .map(directory -> Path.of(directory, LIBRARY))
        .filter(Files::isReadable)
        .findFirst();
  }

  private static String multiarch() {
    return Platform.ARCH.replace("x86-64", "x86_64") + "-linux-gnu";
  }

  /**
   * A clock that shows the right time.
   *
   * @param directory exists as long as anyone reads the clock; one clock a directory
   * @throws ProcessException when no clock can be faked here
   */
  public static FakeClock in(Path directory) {
    FakeClock clock =
        new FakeClock(
            library()
                .filter(found -> Platform.isLinux())
                .orElseThrow(
                    () ->
                        new ProcessException(
                            "No clock can be faked: " + unavailable().orElse("ask again") + ".")),
            directory.toAbsolutePath().resolve("wall-clock"));
    clock.restore();
    return clock;
  }

  /** The command, with this for its wall clock. */
  public WorkerCommand on(WorkerCommand command) {
    String others = command.added().getOrDefault(PRELOAD, inherited(command));
    return command
        .without("FAKETIME*")
        .with(PRELOAD, others.isEmpty() ? library.toString() : library + ":" + others)
        .with("FAKETIME_TIMESTAMP_FILE", file.toString())
        .with("FAKETIME_NO_CACHE", "1")
        .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .with("NO_FAKE_STAT", "1");
  }

  private static String inherited(WorkerCommand command) {
    return command.removed().contains(PRELOAD) ? "" : System.getenv().getOrDefault(PRELOAD, "");
  }

  /**
   * Moves the clock, for all who read it from now on.
   *
   * @param by ahead of the right time, or behind where negative
   */
  public void skew(Duration by) {
    String offset = String.format(Locale.ROOT, "%+.6f", by.toNanos() / 1e9);
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    synchronized (this) {
      try {
        // At once or not at all: it may be read at any moment.
        Files.writeString(draft, offset + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new ProcessException("The clock " + file + " could not be moved: " + e + ".", e);
      }
    }
  }

  /** Has the clock show the right time again. */
  public void restore() {
    skew(Duration.ZERO);
  }
}
