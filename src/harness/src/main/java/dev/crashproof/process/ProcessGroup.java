package dev.crashproof.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A {@link Family} that can be signalled: its process group by one call of the kernel, so that no
 * member can fork a way out in between, and after that whoever left the group.
 */
final class ProcessGroup {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final long BETWEEN_LOOKS = TimeUnit.MICROSECONDS.toNanos(500);

  private final Family family;
  private final ProcessTable table;
  private final Posix posix;

  ProcessGroup(Family family, ProcessTable table, Posix posix) {
    this.family = family;
    this.table = table;
    this.posix = posix;
  }

  long id() {
    return family.leader().pid();
  }

  /** The child's name and the number of its start. */
  String child() {
    return family.marker().child();
  }

  List<ProcessEntry> living() {
    return family.living(table, List.of());
  }

  /**
   * Sends a signal to all that were seen living. Having seen one of the group alive makes sure that
   * its id is not yet another's.
   */
  void send(Signal signal, List<ProcessEntry> seen) {
    if (seen.stream().anyMatch(process -> process.group() == id())) {
      posix.signalGroup(id(), signal);
    }
    sendEach(signal, seen.stream().filter(process -> process.group() != id()).toList());
  }

  private void sendEach(Signal signal, List<ProcessEntry> targets) {
    targets.forEach(target -> posix.signalProcess(target.pid(), signal));
  }

  /** Kills all and returns when none is left, with those that the kernel would not let die. */
  List<ProcessEntry> kill(List<ProcessEntry> victims, Runnable untilLeaderEnded) {
    send(Signal.KILL, victims);
    untilLeaderEnded.run();
    // An orphan no longer has the parent that told it as a descendant: look for the victims too.
    return repeat(Signal.KILL, () -> family.living(table, victims));
  }

  /** Stops all, and returns those that would not stop. */
  List<ProcessEntry> stop(List<ProcessEntry> targets) {
    send(Signal.STOP, targets);
    return repeat(Signal.STOP, () -> livingThat(process -> !table.stopped(process.pid())));
  }

  /** Lets all go on, and returns those that would not. */
  List<ProcessEntry> go(List<ProcessEntry> targets) {
    send(Signal.CONT, targets);
    return repeat(Signal.CONT, () -> livingThat(process -> process.state() == 'T'));
  }

  private List<ProcessEntry> livingThat(Predicate<ProcessEntry> condition) {
    return living().stream().filter(condition).toList();
  }

  private List<ProcessEntry> repeat(Signal signal, Supplier<List<ProcessEntry>> late) {
    Deadline deadline = Deadline.in(BOUND);
    List<ProcessEntry> left = late.get();
    while (!left.isEmpty() && !deadline.passed()) {
      sendEach(signal, left);
      LockSupport.parkNanos(BETWEEN_LOOKS);
      left = late.get();
    }
    return left;
  }

  boolean stopped() {
    List<ProcessEntry> living = living();
    return !living.isEmpty() && living.stream().allMatch(p -> table.stopped(p.pid()));
  }

  Memory.Usage memory() {
    return living().stream()
        .flatMap(process -> table.memory(process.pid()).stream())
        .reduce(new Memory.Usage(0, 0), Memory.Usage::plus);
  }
}
