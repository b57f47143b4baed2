package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Which process: its number alone comes again.
 *
 * @param pid its number
 * @param start when it began, in the kernel's ticks since boot (field 22 of {@code /proc/pid/stat},
 *     see proc(5)); elsewhere than on Linux in milliseconds since the epoch; {@link #UNSEEN} where
 *     it could not be read
 * @param bootId of the kernel it ran on; empty where there is none
 * @param pidNamespace in which its number counts; empty where there is none
 */
record ProcessIdentity(long pid, long start, String bootId, String pidNamespace) {
  /** In place of a start: there is none, or only what its parent has not yet seen dead. */
  static final long NONE = -1;

  /** In place of a start: it can't be read, and the process may run. */
  static final long UNSEEN = -2;

  private static final Path PROCESSES = Path.of("/proc");
  private static final boolean LISTED = Files.exists(PROCESSES.resolve("self/stat"));
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final int STATE = 0;
  // Of what follows the command's name, which stands in brackets and may hold anything.
  private static final int START = 19;
  // Read once: it never changes, and what is read later may fail.
  private static final ProcessIdentity CURRENT = read();

  /** What can be seen of a process from here. */
  enum Sighting {
    /** It runs, is stopped, or can't be shown to be gone. */
    ALIVE,
    /** There is no such process any more. */
    GONE,
    /** It is of another process namespace on this kernel: only its lock tells. */
    INVISIBLE,
    /** It is of another kernel: another machine, or this one before it was started anew. */
    FOREIGN,
    /** Of which kernel or namespace it is, or this process, could not be read: nothing tells. */
    UNDECIDED
  }

  /** This process. */
  static ProcessIdentity current() {
    return CURRENT;
  }

  private static ProcessIdentity read() {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(pid, startOf(pid), text(BOOT_ID), link(PID_NAMESPACE));
  }

  /** What this process sees of it. */
  Sighting sighting() {
    return sightingFrom(current());
  }

  Sighting sightingFrom(ProcessIdentity here) {
    if (bootId.isEmpty() != here.bootId.isEmpty()) {
      return Sighting.UNDECIDED;
    }
    if (!bootId.equals(here.bootId)) {
      return Sighting.FOREIGN;
    }
    if (pidNamespace.isEmpty() != here.pidNamespace.isEmpty()) {
      return Sighting.UNDECIDED;
    }
    if (!pidNamespace.equals(here.pidNamespace)) {
      return Sighting.INVISIBLE;
    }
    long seen = startOf(pid);
    if (seen == NONE) {
      return Sighting.GONE;
    }
    return seen == start || seen < 0 || start < 0 ? Sighting.ALIVE : Sighting.GONE;
  }

  private static long startOf(long pid) {
    return LISTED ? startIn(PROCESSES.resolve(Long.toString(pid))) : startElsewhere(pid);
  }

  /** When the process began that has this directory of /proc; {@link #NONE}, {@link #UNSEEN}. */
  static long startIn(Path process) {
    try {
      // In an encoding that knows all bytes, as a command's name may hold any.
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START + 2);
      return fields[STATE].equals("Z") || fields[STATE].equals("X")
          ? NONE
          : Long.parseLong(fields[START]);
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      // It ended before, or while it was read (ESRCH). Or it runs, and no file can be opened now.
      return Files.notExists(process) ? NONE : UNSEEN;
    }
  }

  private static long startElsewhere(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(handle -> handle.info().startInstant().map(Instant::toEpochMilli).orElse(UNSEEN))
        .orElse(NONE);
  }

  private static String text(Path file) {
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
