package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Which process: its number alone comes again.
 *
 * @param pid its number
 * @param start when it began, in the kernel's ticks since boot (field 22 of {@code /proc/pid/stat},
 *     see proc(5)); elsewhere than on Linux in milliseconds since the epoch
 * @param bootId of the kernel it ran on; empty where there is none
 * @param pidNamespace in which its number counts; empty where there is none
 */
record ProcessIdentity(long pid, long start, String bootId, String pidNamespace) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final int STATE = 0;
  // Of what follows the command's name, which stands in brackets and may hold anything.
  private static final int START = 19;

  /** What can be seen of a process from here. */
  enum Sighting {
    /** It runs, or is stopped. */
    ALIVE,
    /** There is no such process any more. */
    GONE,
    /** It is of another process namespace on this kernel: only its lock tells. */
    INVISIBLE,
    /** It is of another kernel: another machine, or this one before it was started anew. */
    FOREIGN
  }

  /** This process. */
  static ProcessIdentity current() {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(pid, startOf(pid), read(BOOT_ID), link(PID_NAMESPACE));
  }

  /** What this process sees of it. */
  Sighting sighting() {
    return sightingFrom(current());
  }

  Sighting sightingFrom(ProcessIdentity here) {
    if (!bootId.equals(here.bootId)) {
      return Sighting.FOREIGN;
    }
    if (!pidNamespace.equals(here.pidNamespace)) {
      return Sighting.INVISIBLE;
    }
    return startOf(pid) == start ? Sighting.ALIVE : Sighting.GONE;
  }

  /**
   * When that process began; -1 if there is none, or only what its parent has not yet seen dead.
   */
  private static long startOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START + 2);
      return fields[STATE].equals("Z") || fields[STATE].equals("X")
          ? -1
          : Long.parseLong(fields[START]);
    } catch (NoSuchFileException e) {
      return Files.exists(BOOT_ID) ? -1 : startElsewhere(pid);
    } catch (IOException e) {
      // It ended while it was read (ESRCH).
      return -1;
    }
  }

  private static long startElsewhere(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        .map(Instant::toEpochMilli)
        .orElse(-1L);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
