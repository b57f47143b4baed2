package dev.crashproof.process;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts commands as marked and noted leaders of groups of their own. */
final class Spawner {
  private static final Duration GROUP_BOUND = Duration.ofSeconds(10);
  private static final long BETWEEN_LOOKS = TimeUnit.MICROSECONDS.toNanos(100);

  private final String runId;
  private final Path notes;
  private final ProcessTable table;
  private final Posix posix = Posix.local();
  private final SessionLauncher launcher;
  private final RunOwner self;
  private final String place;

  Spawner(String runId, Path notes, ProcessTable table) {
    this.runId = runId;
    this.notes = notes;
    this.table = table;
    this.launcher = SessionLauncher.on(System.getenv().getOrDefault("PATH", ""));
    this.self = RunOwner.self(table);
    this.place = table.place();
  }

  Spawned spawn(String name, int number, WorkerCommand command, Path output, Recorder recorder) {
    RunMarker marker = new RunMarker(runId, name + '-' + number);
    ProcessBuilder builder =
        new ProcessBuilder(launcher.wrap(command.commandLine()))
            .directory(command.directory().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectErrorStream(true);
    command.applyTo(builder.environment());
    marker.putInto(builder.environment());
    CommandCheck.startable(command, builder.environment());
    output.toFile().getParentFile().mkdirs();

    Map<String, String> details = Map.of("start", Integer.toString(number));
    Op invoked = recorder.record(OpKind.INVOKE, name, "start", details);
    try {
      Process process = builder.start();
      ProcessEntry leader = leader(process);
      ProcessGroup group = new ProcessGroup(new Family(leader, marker), table, posix);
      Path note = settle(name, process, leader, group, command);
      recorder.record(
          OpKind.OK,
          name,
          "start",
          Map.of("start", Integer.toString(number), "pid", Long.toString(process.pid())));
      return new Spawned(name, number, invoked.nanos(), process, group, table, output, note);
    } catch (IOException e) {
      recorder.record(OpKind.FAIL, name, "start", details);
      throw new ProcessException(
          name + " could not be started (" + command.commandLine() + "): " + e.getMessage(), e);
    }
  }

  /** Notes the process and sees its group stand, or else leaves nothing of it. */
  private Path settle(
      String name, Process process, ProcessEntry leader, ProcessGroup group, WorkerCommand command)
      throws IOException {
    boolean settled = false;
    try {
      String line = String.join(" ", command.commandLine());
      GroupNote note = new GroupNote(leader.pid(), leader.started(), place, line);
      Path written = note.write(notes, group.child());
      awaitGroup(process, name);
      settled = true;
      return written;
    } finally {
      if (!settled) {
        process.destroyForcibly();
        group.kill(group.living(), () -> {});
      }
    }
  }

  /**
   * The process as it stands in the table. One that has already ended and been reaped gets this
   * JVM's start for its own: later than no descendant's, and borne by no process of the same pid.
   */
  private ProcessEntry leader(Process process) {
    long pid = process.pid();
    return table.find(pid).orElseGet(() -> new ProcessEntry(pid, 0, pid, 'X', 1, self.started()));
  }

  /** A signal to the group must not come before the group is there. */
  private void awaitGroup(Process process, String name) {
    Deadline deadline = Deadline.in(GROUP_BOUND);
    while (process.isAlive() && posix.groupOf(process.pid()) != process.pid()) {
      if (deadline.passed()) {
        throw new ProcessException(
            name + " got no process group of its own within " + GROUP_BOUND + ": it was killed.");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }
}
