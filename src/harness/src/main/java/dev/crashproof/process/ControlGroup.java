package dev.crashproof.process;

import com.sun.jna.Platform;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Linux control group around one {@link Child}, all its processes and whatever they start: takes
 * memory and processor time from it while it runs. Closed with its run at the latest; when the
 * harness is killed, the next run removes it. Safe for use by many threads.
 */
public final class ControlGroup implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Path PROC = Path.of("/proc");
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String EXHAUST = "exhaust-memory";

  /** Joins the group whose directory it is given, and takes more than the group may have. */
  private static final String PRESS =
      "echo $$ >\"$1\" && exec dd if=/dev/zero of=/dev/null bs="
          + 2 * ControlFiles.LEAST_MEMORY
          + " count=1";

  private final Run run;
  private final Child child;
  private final String name;
  private final ControlFiles files;
  private final List<ControlNote> trees;
  private final Path note;
  private int pressureKills;
  private int killsAtClose;
  private boolean closed;

  private ControlGroup(Run run, Child child, ControlPlace place) throws IOException {
    this.run = run;
    this.child = child;
    this.name = ControlNote.prefix(run.id()) + NUMBERS.incrementAndGet();
    this.files = place.group(name);
    this.trees = new ArrayList<>();
    for (int i = 0; i < files.directories().size(); i++) {
      trees.add(new ControlNote(files.directories().get(i), place.homes().get(i)));
    }
    this.note = ControlNote.write(run.directory(), name, trees);
  }

  /**
   * Why no control group can be made here and what to do, as a clause; empty where one can. With
   * version 2 of the kernel's interface, asking hands down controllers to where groups are made.
   */
  public static Optional<String> unavailable() {
    try {
      place();
      return Optional.empty();
    } catch (ProcessException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static ControlPlace place() {
    if (!Platform.isLinux()) {
      throw new ProcessException("control groups are the Linux kernel's: run this on Linux");
    }
    return ControlPlace.find(PROC);
  }

  /**
   * Moves the child, with all its descendants, into a new group without limits, at any moment of
   * its life.
   *
   * @param run the run that owns the child
   * @param child lives, and is in no other {@link ControlGroup}
   * @throws ProcessException when no group can be made, or the child has ended
   */
  public static ControlGroup around(Run run, Child child) {
    ControlPlace place;
    try {
      place = place();
    } catch (ProcessException e) {
      throw new ProcessException("No control group can be made: " + e.getMessage() + ".", e);
    }
    ControlGroup group = null;
    boolean settled = false;
    try {
      group = new ControlGroup(run, child, place);
      group.settle();
      settled = true;
    } catch (IOException e) {
      throw new ProcessException("A control group could not be made: " + e + ".", e);
    } finally {
      if (group != null && !settled) {
        group.close();
      }
    }
    run.onClose(group.name, group);
    return group;
  }

  private void settle() throws IOException {
    for (ControlNote tree : trees) {
      Files.createDirectory(tree.directory());
    }
    child.livingOrThrow("limited");
    Deadline deadline = Deadline.in(BOUND);
    // Who is looked for was seen before the members were read: what it starts after that is inside.
    List<ProcessEntry> living = child.living();
    while (!holdsAll(living)) {
      if (deadline.passed()) {
        throw new ProcessException(
            child.describe() + " forks too fast to be put into " + name + ".");
      }
      for (ControlNote tree : trees) {
        for (ProcessEntry process : living) {
          tree.take(process);
        }
      }
      living = child.living();
    }
  }

  private boolean holdsAll(List<ProcessEntry> living) throws IOException {
    List<String> wanted = living.stream().map(process -> Long.toString(process.pid())).toList();
    for (ControlNote tree : trees) {
      if (!tree.members().containsAll(wanted)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes its memory from it, so that the kernel kills it for want of memory, idle or busy, and
   * returns when all of it is dead. Recorded under the child's name: {@code exhaust-memory} begins
   * before the limit is set and is OK, with the exit code, when nothing of it lives any more.
   *
   * <p>What it holds from before it was in the group is not the group's to take back, and a process
   * that asks for no more memory meets no limit. So another process joins the group and asks for
   * more than there is, and the kernel chooses the child's processes for its victims, by their
   * readiness to die ({@code oom_score_adj}), which is raised to the highest before.
   *
   * @return the proof: the kernel's signal is 9
   * @throws ProcessException when it had ended, when it ended by itself, or when the kernel did not
   *     kill all of it in time; the limits are lifted then
   */
  public synchronized Death exhaustMemory() {
    List<ProcessEntry> victims = child.livingOrThrow("run out of memory");
    Op begun = child.record(OpKind.INVOKE, EXHAUST, "processes", victims.size());
    boolean done = false;
    try {
      press(Deadline.in(BOUND));
      int code = child.awaitExit(BOUND);
      boolean struck = memoryKills() > 0;
      Op dead = child.record(struck ? OpKind.OK : OpKind.FAIL, EXHAUST, "code", code);
      done = true;
      if (!struck) {
        throw new ProcessException(
            child.describe()
                + " was to run out of memory, but it ended by itself, with "
                + code
                + ".");
      }
      return new Death(Signal.KILL.number(), code, begun.nanos(), dead.nanos());
    } catch (IOException e) {
      throw failed("take its memory from", e);
    } finally {
      if (!done) {
        child.record(OpKind.INFO, EXHAUST, "processes", child.living().size());
        lift();
      }
    }
  }

  private void press(Deadline deadline) throws IOException {
    String pressureName = name + "-pressure-" + child.pid() + '-' + NUMBERS.incrementAndGet();
    Path memory = files.directories().get(0).resolve(ControlFiles.PROCESSES);
    WorkerCommand command = WorkerCommand.of("sh", "-c", PRESS, "sh", memory.toString());
    try (WorkerProcess pressure = run.worker(pressureName, command, new Recorder())) {
      while (child.alive()) {
        if (deadline.passed()) {
          throw new ProcessException(
              child.describe()
                  + " was not killed for want of memory within "
                  + BOUND
                  + ": "
                  + child.living()
                  + " live; what presses printed "
                  + pressure.child().tail(2)
                  + ".");
        }
        makeVictims();
        files.restrictMemory();
        if (pressure.start().awaitExit(BOUND) == 128 + Signal.KILL.number()) {
          pressureKills++;
        }
      }
    }
  }

  private void makeVictims() throws IOException {
    for (ProcessEntry process : child.living()) {
      Path readiness = PROC.resolve(process.pid() + "/oom_score_adj");
      try {
        ControlFiles.write(readiness, "1000");
      } catch (IOException e) {
        if (Files.exists(readiness)) {
          throw e;
        }
      }
    }
  }

  /**
   * How many of the child's processes the kernel has killed for want of memory, by its own count.
   */
  public synchronized int memoryKills() {
    try {
      return closed ? killsAtClose : files.memoryKills() - pressureKills;
    } catch (IOException e) {
      throw failed("count the kills in", e);
    }
  }

  /**
   * Lets the child have no more processor time than this.
   *
   * @param percent at least 1, of one processor: 150 is one and a half
   */
  public synchronized void limitProcessor(int percent) {
    if (percent < 1) {
      throw new IllegalArgumentException(percent + " % of a processor: at least 1");
    }
    try {
      files.limitProcessor(percent);
    } catch (IOException e) {
      throw failed("limit the processor time of", e);
    }
  }

  /** Lifts all limits; the child stays in the group. */
  public synchronized void lift() {
    try {
      files.lift();
    } catch (IOException e) {
      throw failed("lift the limits of", e);
    }
  }

  private ProcessException failed(String what, IOException e) {
    return new ProcessException(
        "The kernel would not " + what + " the control group " + name + ": " + e.getMessage() + ".",
        e);
  }

  /** Lifts all limits, moves what lives back to where it came from and removes the group. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    try {
      if (trees.stream().allMatch(tree -> Files.isDirectory(tree.directory()))) {
        killsAtClose = memoryKills();
        files.lift();
      }
      closed = true;
      for (ControlNote tree : trees) {
        tree.remove();
      }
      Files.deleteIfExists(note);
      run.forget(this);
    } catch (IOException e) {
      throw failed("give up", e);
    }
  }
}
