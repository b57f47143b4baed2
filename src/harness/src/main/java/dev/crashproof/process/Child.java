package dev.crashproof.process;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One start of a {@link WorkerProcess}: a process that leads a group of its own, and all its
 * descendants. Whatever is done to it is done to all of them. Safe for use by many threads.
 */
public final class Child {
  private static final Duration DEATH_BOUND = Duration.ofSeconds(30);
  private static final long BETWEEN_QUESTIONS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int LINES_SHOWN = 20;

  private final Spawned spawned;
  private final ProcessGroup group;
  private final Output output;
  private final Recorder recorder;
  private final CompletableFuture<Integer> exit;

  Child(Spawned spawned, Recorder recorder) {
    this.spawned = spawned;
    this.group = spawned.group();
    this.output = new Output(spawned.output());
    this.recorder = recorder;
    this.exit =
        spawned
            .process()
            .onExit()
            .thenApply(
                ended -> {
                  record(OpKind.INFO, "exit", "code", ended.exitValue());
                  return ended.exitValue();
                });
  }

  /** The id of the process that was started, and of its group. */
  public long pid() {
    return group.id();
  }

  /** Which start of its {@link WorkerProcess} this is, from 1. */
  public int number() {
    return spawned.number();
  }

  /** When it began to be started, in the nanoseconds of the recorder's ops. */
  public long startedNanos() {
    return spawned.startedNanos();
  }

  /** The file that holds what it printed to both of its outputs. */
  public Path output() {
    return output.file();
  }

  /** The last lines that it printed, at most so many. */
  public List<String> tail(int lines) {
    return output.tail(lines);
  }

  /** Whether a line that it printed so far holds a match. */
  public boolean printed(Pattern pattern) {
    return output.printed(pattern);
  }

  /** Whether anything of it lives, paused or not. */
  public boolean alive() {
    return spawned.process().isAlive() || !group.living().isEmpty();
  }

  /**
   * Takes it that it lives.
   *
   * @throws ProcessException when it has ended, with its last lines of output
   */
  public void requireAlive() {
    if (!alive()) {
      throw new ProcessException(ended("ended by itself"));
    }
  }

  /** Whether it lives and each thread of all its processes is stopped. */
  public boolean paused() {
    return group.stopped();
  }

  /** How the started process ended, 128 + n for signal n; empty while it runs. */
  public OptionalInt exitCode() {
    Integer code = exit.getNow(null);
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /**
   * Its memory now.
   *
   * @throws ProcessException when it has ended, or outside Linux
   */
  public Memory memory() {
    return spawned
        .memory()
        .map(child -> new Memory(child, group.memory()))
        .orElseThrow(() -> new ProcessException(ended("has no memory to measure: it ended")));
  }

  /**
   * Kills it (SIGKILL) and returns when none of it is seen alive any more. A dead process that
   * nobody has reaped is dead.
   *
   * @throws ProcessException when it had ended by itself, so that the kill struck nobody, or when
   *     it can't die
   */
  public synchronized Death kill() {
    List<ProcessEntry> victims = livingOrThrow("killed");
    boolean leaderLived = spawned.process().isAlive();
    Op signalled = record(OpKind.INVOKE, "kill", "signal", 9);
    destroy(victims);
    int code = exit.join();
    boolean struck = !leaderLived || code == 128 + Signal.KILL.number();
    Op seenEmpty = record(struck ? OpKind.OK : OpKind.FAIL, "kill", "code", code);
    if (!struck) {
      throw new ProcessException(ended("was to be killed, but it ended by itself just then"));
    }
    return new Death(Signal.KILL.number(), code, signalled.nanos(), seenEmpty.nanos());
  }

  /** Kills what lives of it, if anything does. */
  synchronized void ensureDead() {
    destroy(group.living());
    exit.join();
  }

  private void destroy(List<ProcessEntry> victims) {
    List<ProcessEntry> left = group.kill(victims, this::awaitLeaderInAnyCase);
    if (!left.isEmpty()) {
      throw new ProcessException(
          describe() + " can't be killed: the kernel holds back " + left + lastLines());
    }
    spawned.forget();
  }

  /** Asks it to end (SIGTERM), and does not wait. */
  public synchronized void terminate() {
    List<ProcessEntry> targets = livingOrThrow("terminated");
    record(OpKind.INFO, "terminate", "signal", 15);
    group.send(Signal.TERM, targets);
  }

  /** Stops it (SIGSTOP) and returns when each of its threads is seen stopped. */
  public synchronized void pause() {
    steer("pause", "paused", group::stop);
  }

  /** Lets it go on (SIGCONT) and returns when none of its processes is seen stopped. */
  public synchronized void resume() {
    steer("resume", "resumed", group::go);
  }

  private void steer(
      String op, String done, Function<List<ProcessEntry>, List<ProcessEntry>> signal) {
    List<ProcessEntry> targets = livingOrThrow(done);
    record(OpKind.INVOKE, op, "processes", targets.size());
    List<ProcessEntry> late = signal.apply(targets);
    if (!late.isEmpty()) {
      record(OpKind.INFO, op, "late", late.size());
      throw new ProcessException(describe() + " could not be " + done + ": " + late + ".");
    }
    int living = group.living().size();
    record(living == 0 ? OpKind.FAIL : OpKind.OK, op, "processes", living);
    if (living == 0) {
      throw new ProcessException(ended("was to be " + done + ", but it ended just then"));
    }
  }

  /**
   * Waits until it and all its descendants have ended.
   *
   * @return the exit code of the process that was started
   * @throws ProcessException when something of it still lives after the bound
   */
  public int awaitExit(Duration bound) {
    Deadline deadline = Deadline.in(bound);
    while (alive()) {
      if (deadline.passed()) {
        throw new ProcessException(describe() + " has not ended within " + bound + lastLines());
      }
      pauseUpTo(deadline.remainingNanos());
    }
    spawned.forget();
    return exit.join();
  }

  /**
   * Waits until it is ready.
   *
   * @throws ProcessException when it ends, at once, or when it is not ready after the bound; with
   *     its last lines of output
   */
  public void awaitReady(Readiness readiness, Duration bound) {
    Deadline deadline = Deadline.in(bound);
    while (true) {
      Exception whyNot = null;
      boolean ready = false;
      try {
        ready = readiness.ready(this);
      } catch (Exception e) {
        whyNot = e;
      }
      if (!alive()) {
        throw new ProcessException(ended("ended before it was ready"));
      }
      if (ready) {
        return;
      }
      if (deadline.passed()) {
        throw new ProcessException(notReady(bound, whyNot), whyNot);
      }
      pauseUpTo(deadline.remainingNanos());
    }
  }

  private void pauseUpTo(long nanos) {
    long pause = Math.min(BETWEEN_QUESTIONS, nanos);
    if (exit.isDone()) {
      LockSupport.parkNanos(pause);
      if (Thread.currentThread().isInterrupted()) {
        throw new ProcessException("The wait for " + describe() + " was interrupted.");
      }
    } else {
      awaitLeader(pause);
    }
  }

  private void awaitLeader(long nanos) {
    try {
      exit.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("The wait for " + describe() + " was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A kill is a matter of milliseconds and its end must be known, so an interrupt has to wait. */
  private void awaitLeaderInAnyCase() {
    boolean interrupted = Thread.interrupted();
    try {
      exit.copy().completeOnTimeout(0, DEATH_BOUND.toNanos(), TimeUnit.NANOSECONDS).join();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** All processes of it that live. */
  List<ProcessEntry> living() {
    return group.living();
  }

  List<ProcessEntry> livingOrThrow(String done) {
    List<ProcessEntry> living = group.living();
    if (living.isEmpty()) {
      throw new ProcessException(ended("was to be " + done + ", but it had ended before"));
    }
    return living;
  }

  Op record(OpKind kind, String op, String detail, int value) {
    Map<String, String> details = new HashMap<>();
    details.put("start", Integer.toString(number()));
    details.put("pid", Long.toString(pid()));
    details.put(detail, Integer.toString(value));
    return recorder.record(kind, spawned.name(), op, details);
  }

  String describe() {
    return spawned.name() + " (start " + number() + ", process " + pid() + ")";
  }

  private String ended(String what) {
    return describe() + " " + what + ", with exit code " + exit.join() + lastLines();
  }

  private String notReady(Duration bound, @Nullable Exception whyNot) {
    String because = whyNot == null ? "" : " (" + whyNot + ")";
    return describe() + " was not ready within " + bound + because + lastLines();
  }

  private String lastLines() {
    List<String> tail = tail(LINES_SHOWN);
    return tail.isEmpty()
        ? "; it printed nothing (" + output() + ")."
        : "; its last lines (" + output() + "):\n  " + String.join("\n  ", tail);
  }
}
