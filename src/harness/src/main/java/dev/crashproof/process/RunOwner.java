package dev.crashproof.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JVM that a run belongs to. It is written into the run's id, so that a run can be told as
 * one's own without opening its lock file, which would drop the lock; and so that a process whose
 * run left no directory can still be told as orphaned.
 *
 * @param place a hash of where the pid means anything
 * @param pid the JVM's process
 * @param started the JVM's start, in the process table's unit
 */
record RunOwner(String place, long pid, long started) {
  private static final Pattern RUN_ID = Pattern.compile("([0-9a-f]{8})-(\\d+)-([0-9a-z]+)-\\d+");

  /** This JVM. */
  static RunOwner self(ProcessTable table) {
    long pid = ProcessHandle.current().pid();
    long started =
        table
            .find(pid)
            .orElseThrow(
                () -> new ProcessException("This JVM does not find itself in the process table."))
            .started();
    return new RunOwner(String.format("%08x", table.place().hashCode()), pid, started);
  }

  String runId(int number) {
    return place + '-' + pid + '-' + Long.toString(started, 36) + '-' + number;
  }

  static Optional<RunOwner> of(String runId) {
    Matcher matcher = RUN_ID.matcher(runId);
    return matcher.matches()
        ? Optional.of(
            new RunOwner(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3), 36)))
        : Optional.empty();
  }

  boolean isSeenAlive(ProcessTable table) {
    return table
        .find(pid)
        .filter(process -> process.started() == started && !process.dead())
        .isPresent();
  }
}
