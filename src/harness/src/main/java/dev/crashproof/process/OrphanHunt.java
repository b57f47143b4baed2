package dev.crashproof.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Finds and kills the processes of one dead run, and nobody else's. */
final class OrphanHunt {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(1);

  private final String runId;
  private final List<GroupNote> notes;
  private final ProcessTable table;
  private final Posix posix;

  OrphanHunt(String runId, List<GroupNote> notes, ProcessTable table, Posix posix) {
    this.runId = runId;
    String here = table.place();
    this.notes = notes.stream().filter(note -> note.place().equals(here)).toList();
    this.table = table;
    this.posix = posix;
  }

  /** Kills until none is left. */
  Leftover kill() {
    Deadline deadline = Deadline.in(BOUND);
    Set<Long> killed = new TreeSet<>();
    List<ProcessEntry> all = table.all();
    List<ProcessEntry> left = ours(all);
    while (!left.isEmpty() && !deadline.passed()) {
      left.forEach(process -> killed.add(process.pid()));
      // Whole groups first: no member can fork a way out in between.
      left.stream()
          .filter(process -> process.pid() == process.group())
          .forEach(process -> posix.signalGroup(process.group(), Signal.KILL));
      left.forEach(process -> posix.signalProcess(process.pid(), Signal.KILL));
      LockSupport.parkNanos(BETWEEN_LOOKS);
      all = table.all();
      left = ours(all);
    }
    List<String> problems = new ArrayList<>();
    if (!left.isEmpty()) {
      problems.add("The kernel would not let " + left + " die.");
    }
    List<ProcessEntry> unsure = unsure(all);
    if (!unsure.isEmpty()) {
      problems.add(
          "It can't be told whether "
              + unsure
              + " are of this run: they are in a group whose leader has ended, and carry no mark."
              + " They were spared; end them by hand if they are not yours.");
    }
    return new Leftover(runId, List.copyOf(killed), problems);
  }

  private List<ProcessEntry> ours(List<ProcessEntry> all) {
    Set<Long> groups = new TreeSet<>();
    all.stream()
        .filter(process -> notes.stream().anyMatch(note -> note.isLeader(process)))
        .forEach(leader -> groups.add(leader.pid()));
    return Family.living(all, process -> groups.contains(process.group()) || isMarked(process));
  }

  private boolean isMarked(ProcessEntry process) {
    return table.variable(process.pid(), RunMarker.RUN).filter(runId::equals).isPresent();
  }

  private List<ProcessEntry> unsure(List<ProcessEntry> all) {
    return all.stream()
        .filter(process -> !process.dead() && notes.stream().anyMatch(note -> maybe(note, process)))
        .filter(process -> all.stream().noneMatch(leader -> leader.pid() == process.group()))
        .filter(process -> !isMarked(process))
        .toList();
  }

  private static boolean maybe(GroupNote note, ProcessEntry process) {
    return process.group() == note.group() && process.started() >= note.started();
  }
}
