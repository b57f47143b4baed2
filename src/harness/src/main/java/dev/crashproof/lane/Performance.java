package dev.crashproof.lane;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.Replay;
import dev.crashproof.workload.Replayer;
import dev.crashproof.workload.Settled;
import dev.crashproof.workload.WorkloadRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One performance of a subject's workload in a lane, from its first op to its evidence: struck or
 * not, it is watched and gathered alike.
 */
public final class Performance implements AutoCloseable {
  /** The name of the verdict on a workload in which nothing happened any more. */
  public static final String STUCK = "stuck";

  // How long a worker that has ended by itself is taken for alive at most.
  private static final long PULSE_MILLIS = 200;
  private static final long BETWEEN_LOOKS_MILLIS = 5;
  private static final Duration SETTLING = Duration.ofMillis(50);
  private static final Duration TO_SETTLE = Duration.ofSeconds(5);
  private static final Duration TO_REPLAY = Duration.ofSeconds(20);

  private final Lane lane;
  private final Subject subject;
  private final Grounds grounds;
  private final Patience patience;
  private final String workflowId;
  private final Op begin;
  private final List<Verdict> seen = new ArrayList<>();
  private final CompletableFuture<Optional<Completion>> closed = new CompletableFuture<>();
  private @Nullable WorkloadRun run;
  private long startedNanos;

  /**
   * Begins: writes down what is played, and starts nothing.
   *
   * @param what a boundary's name, or {@code golden run}
   */
  public Performance(
      Lane lane,
      Subject subject,
      Grounds grounds,
      Patience patience,
      String workflowId,
      String what) {
    this.lane = lane;
    this.subject = subject;
    this.grounds = grounds;
    this.patience = patience;
    this.workflowId = workflowId;
    this.begin =
        lane.recorder()
            .record(
                OpKind.INFO,
                "harness",
                "begin",
                Map.of(
                    "workflowId",
                    workflowId,
                    "boundary",
                    what,
                    "mode",
                    lane.mode().word(),
                    "wall",
                    Instant.now().toString(),
                    WireOp.WIRES,
                    wires(subject)));
  }

  private static String wires(Subject subject) {
    List<String> wires = new ArrayList<>(List.of(WireOp.TEMPORAL));
    subject.database().ifPresent(database -> wires.add(WireOp.POSTGRES));
    if (!subject.services().isEmpty()) {
      wires.add(WireOp.HTTP);
    }
    return String.join(",", wires);
  }

  /** Starts the workload; from here on it is watched. */
  public void start() {
    WorkloadRun started =
        WorkloadRun.start(
            grounds.namespace(), subject.workload(), workflowId, lane.name(), lane.recorder());
    run = started;
    startedNanos = System.nanoTime();
    closed.completeAsync(() -> started.awaitClosed(patience.stuckAfter()), lane.watcher());
  }

  /**
   * Waits for something to happen in the lane.
   *
   * @return what it came to; empty where the workload was over, or stuck, or the worker that serves
   *     ended by itself before
   */
  public <T> Optional<T> await(CompletableFuture<T> event) {
    return await(event, patience.stuckAfter().multipliedBy(2));
  }

  /** The same, for so long at most. */
  public <T> Optional<T> await(CompletableFuture<T> event, Duration bound) {
    CompletableFuture<?> either = CompletableFuture.anyOf(event, closed);
    long end = System.nanoTime() + bound.toNanos();
    while (!pulse(either, Math.min(PULSE_MILLIS, millisUntil(end)))) {
      if (ended() || System.nanoTime() - end >= 0) {
        return Optional.empty();
      }
    }
    return event.isDone() ? Optional.of(event.join()) : Optional.empty();
  }

  /**
   * Waits until the workflow's event history has so many events of a type.
   *
   * @return whether it has; false where the workload was over, or stuck, before
   */
  public boolean awaitEvent(String type, int order) {
    CompletableFuture<Boolean> come = new CompletableFuture<>();
    long end = System.nanoTime() + patience.stuckAfter().multipliedBy(2).toNanos();
    while (started().eventHistory().all(e -> e.is(type)).size() < order) {
      if (closed.isDone() || ended() || System.nanoTime() - end >= 0) {
        return false;
      }
      come.completeOnTimeout(true, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS).join();
      come = new CompletableFuture<>();
    }
    return true;
  }

  /**
   * Waits until so much time has gone since the workload was started.
   *
   * @return whether it has; false where the workload was over, or stuck, before
   */
  public boolean awaitTime(Duration afterStart) {
    Duration left = afterStart.minusNanos(System.nanoTime() - startedNanos);
    if (!left.isNegative()) {
      await(new CompletableFuture<>(), left);
    }
    return !closed.isDone();
  }

  /** Waits until all is over, or nothing happens any more, or the worker ended by itself. */
  public void awaitClosed() {
    while (!pulse(closed, PULSE_MILLIS)) {
      if (ended()) {
        return;
      }
    }
    if (closed.join().isEmpty()) {
      seen.add(Verdict.invalid(STUCK, started().dump()));
    }
  }

  /** A worker that ends without having been struck says so in the evidence, and nobody waits on. */
  private boolean ended() {
    WorkerSlot serving = lane.crew().serving();
    if (serving.start() == 0 || serving.alive()) {
      return false;
    }
    seen.add(Verdict.invalid("worker", serving.epitaph()));
    return true;
  }

  private static long millisUntil(long end) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
  }

  private static boolean pulse(CompletableFuture<?> future, long millis) {
    try {
      future.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new PlayException("The workload can't be watched: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayException("The sweep was interrupted.", e);
    }
  }

  /**
   * What was seen that no evidence tells: a workload that is stuck, a worker that ended by itself.
   */
  public List<Verdict> seen() {
    return List.copyOf(seen);
  }

  /** All that there is to judge: the ledger as it is at once and when it has settled, a replay. */
  public Evidence gather() {
    List<EventHistory> others = started().others();
    Settled settled = Settled.read(id -> ledgerOf(id, others), workflowId, SETTLING, TO_SETTLE);
    if (!settled.settled()) {
      seen.add(
          Verdict.unknown("settled", "the ledger still changed " + TO_SETTLE + " after the end"));
    }
    EventHistory eventHistory = grounds.namespace().eventHistory(started().run());
    Optional<Completion> completion =
        closed.isDone() ? closed.join() : Optional.<Completion>empty();
    return new Evidence(
        sinceBegin(lane.recorder().history()),
        eventHistory,
        others,
        settled.last(),
        Optional.of(settled.first()),
        completion.flatMap(Completion::result),
        completion.isPresent() ? replay(eventHistory, others) : Optional.empty());
  }

  /** What was recorded since, and what came before of the exchanges that went on: open polls. */
  private History sinceBegin(History history) {
    Set<Long> goingOn =
        history.all(op -> op.index() >= begin.index()).stream()
            .map(op -> WireOp.exchange(op).orElse(-1))
            .collect(Collectors.toSet());
    return new History(
        history.all(
            op -> op.index() >= begin.index() || goingOn.contains(WireOp.exchange(op).orElse(-2))));
  }

  /** The root's rows, then those of its children and of the workflows beside it. */
  private Ledger ledgerOf(String root, List<EventHistory> others) {
    return Stream.concat(Stream.of(root), others.stream().map(EventHistory::workflowId))
        .distinct()
        .map(subject.ledger()::read)
        .reduce(Ledger.empty(), Performance::together);
  }

  private static Ledger together(Ledger some, Ledger more) {
    return new Ledger(
        Stream.concat(some.attempts().stream(), more.attempts().stream()).toList(),
        Stream.concat(some.effects().stream(), more.effects().stream()).toList());
  }

  private Optional<dev.crashproof.checker.Replay> replay(
      EventHistory first, List<EventHistory> others) {
    Replayer replayer = new Replayer(grounds.namespace());
    List<EventHistory> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    for (EventHistory eventHistory : all) {
      Replay replay = replayer.replay(eventHistory, TO_REPLAY);
      if (replay instanceof Replay.NotReplayed) {
        return Optional.empty();
      }
      if (replay instanceof Replay.Replayed replayed && replayed.failure().isPresent()) {
        return replayed.failure().map(dev.crashproof.checker.Replay::failed);
      }
    }
    return Optional.of(dev.crashproof.checker.Replay.agreed());
  }

  private WorkloadRun started() {
    if (run == null) {
      throw new IllegalStateException("The workload " + workflowId + " was never started.");
    }
    return run;
  }

  /** Ends what is still open, so that it does not meet the next one. */
  @Override
  public void close() {
    WorkloadRun started = run;
    if (started == null) {
      return;
    }
    // No server is asked by a thread that was told to stop, and a workflow must not stay behind.
    boolean interrupted = Thread.interrupted();
    try (started) {
      if (!started.over()) {
        started.terminate("its performance is over");
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
