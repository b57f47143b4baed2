package dev.crashproof.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The process table as Java itself shows it, for systems without {@code /proc}: groups and
 * lifetimes, but neither environments nor memory.
 */
final class PortableProcessTable implements ProcessTable {
  private final Posix posix;

  PortableProcessTable(Posix posix) {
    this.posix = posix;
  }

  @Override
  public List<ProcessEntry> all() {
    return ProcessHandle.allProcesses().map(this::entry).toList();
  }

  @Override
  public Optional<ProcessEntry> find(long pid) {
    return ProcessHandle.of(pid).map(this::entry);
  }

  private ProcessEntry entry(ProcessHandle handle) {
    return new ProcessEntry(
        handle.pid(),
        handle.parent().map(ProcessHandle::pid).orElse(0L),
        posix.groupOf(handle.pid()),
        handle.isAlive() ? 'R' : 'X',
        1,
        handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  @Override
  public Optional<String> variable(long pid, String name) {
    return Optional.empty();
  }

  @Override
  public boolean stopped(long pid) {
    try {
      Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
      return new String(ps.getInputStream().readAllBytes(), US_ASCII).trim().startsWith("T");
    } catch (IOException e) {
      throw new ProcessException("It can't be told whether a process is paused: ps is missing.", e);
    }
  }

  @Override
  public Optional<Memory.Usage> memory(long pid) {
    throw new ProcessException(
        "A process's memory can't be measured on this system, which has no /proc: UNSUPPORTED"
            + " outside Linux.");
  }

  @Override
  public String place() {
    return "this machine";
  }
}
