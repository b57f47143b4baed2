package dev.crashproof.workload;

import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A workload under way:
 *
 * <ol>
 *   <li>its workflows are started, on the server itself and not through any interposer;
 *   <li>each run is watched by one long poll, and followed to its next runs and its children;
 *   <li>each act goes out once, when its cue has come, and is asked again until it is answered;
 *   <li>it is over when every workflow has closed and every act that went out has ended.
 * </ol>
 *
 * <p>What it does is recorded as ops of the process {@code client}. No thread is its own, so many
 * can run at once. Safe for use by many threads.
 */
public final class WorkloadRun implements AutoCloseable {
  private static final Duration AT_MOST = Duration.ofMinutes(30);

  private final TemporalNamespace namespace;
  private final Board board = new Board();
  private final List<PartRun> parts = new ArrayList<>();

  /** The lock of all that is watched here, and who hears of it. */
  final class Board implements RunWatch.Listener {
    private long lastProgress = System.nanoTime();
    private @Nullable RuntimeException failure;

    @Override
    public synchronized void onNews() {
      lastProgress = System.nanoTime();
      parts.forEach(PartRun::advance);
      notifyAll();
    }

    @Override
    public synchronized void onFailure(RuntimeException cause) {
      failure = cause;
      notifyAll();
    }

    private void check() {
      if (failure != null) {
        throw new IllegalStateException(
            "The workflow %s could not be watched in the namespace %s (%s): see whether the server runs, and its log."
                .formatted(run().workflowId(), namespace.name(), failure.getMessage()),
            failure);
      }
    }
  }

  private WorkloadRun(TemporalNamespace namespace) {
    this.namespace = namespace;
  }

  /**
   * Starts a workload's workflows and returns when the server has them.
   *
   * @param workflowId the first workflow's id; those beside it have their suffix at its end
   * @param taskQueue where all of them start
   * @param recorder where ops go
   */
  public static WorkloadRun start(
      TemporalNamespace namespace,
      Workload workload,
      String workflowId,
      String taskQueue,
      Recorder recorder) {
    WorkloadRun started = new WorkloadRun(namespace);
    try {
      for (Workload.Part part : workload.parts()) {
        WorkflowRun run =
            PartRun.start(
                namespace,
                new WorkflowSpec(part.type(), taskQueue, part.input()),
                workflowId + part.suffix(),
                recorder);
        started.watch(new PartRun(namespace, run, part, recorder, started.board));
      }
      return started;
    } catch (RuntimeException e) {
      started.terminate("the workload could not be started");
      started.close();
      throw e;
    }
  }

  private void watch(PartRun part) {
    synchronized (board) {
      parts.add(part);
      part.watch().begin();
    }
  }

  /** The first run of the first workflow. */
  public WorkflowRun run() {
    return parts.get(0).watch().firstRun();
  }

  /** The latest run of the first workflow: another one where it has continued as new. */
  public WorkflowRun latestRun() {
    synchronized (board) {
      return parts.get(0).watch().latestRun();
    }
  }

  /**
   * Waits until all is over: each workflow closed in its last run, each act that went out ended.
   *
   * @param stuckAfter for how long nothing may happen: no new event, no act ending
   * @return how the first workflow closed; empty when nothing happened for so long
   * @throws IllegalStateException if the server refuses to tell
   */
  public Optional<Completion> awaitClosed(Duration stuckAfter) {
    return awaitClosed(stuckAfter, AT_MOST);
  }

  /**
   * The same for a workflow that may go on for ever, always getting further and never ending.
   *
   * @param atMost for how long to wait, whatever happens
   * @return how the first workflow closed; empty when nothing happened for so long, or time is up
   */
  public Optional<Completion> awaitClosed(Duration stuckAfter, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (board) {
      long since = System.nanoTime();
      while (!over()) {
        board.check();
        long now = System.nanoTime();
        long quiet = now - Math.max(since, board.lastProgress);
        long left = Math.min(stuckAfter.toNanos() - quiet, end - now);
        if (left <= 0) {
          return Optional.empty();
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(board, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return Optional.empty();
        }
      }
      return parts.get(0).completion();
    }
  }

  /** Whether every workflow has closed and every act that went out has ended. */
  public boolean over() {
    synchronized (board) {
      return parts.stream().allMatch(part -> part.completion().isPresent());
    }
  }

  /** When something last happened, on {@link System#nanoTime()}. */
  public long lastProgress() {
    synchronized (board) {
      return board.lastProgress;
    }
  }

  /** The event history of the first workflow's first run, as far as it is known. */
  public EventHistory eventHistory() {
    synchronized (board) {
      return parts.get(0).watch().chain().get(0);
    }
  }

  /** The event histories of the first workflow's runs: more than one where it continued as new. */
  public List<EventHistory> chain() {
    synchronized (board) {
      return parts.get(0).watch().chain();
    }
  }

  /**
   * The event histories of all other runs: the first workflow's later runs, its children, then the
   * workflows beside it with theirs.
   */
  public List<EventHistory> others() {
    synchronized (board) {
      List<EventHistory> all = new ArrayList<>();
      for (PartRun part : parts) {
        all.addAll(part.watch().chain());
        all.addAll(part.watch().offspring());
      }
      all.remove(0);
      return all;
    }
  }

  /** How each workflow closed, in the workload's order; empty for one that has not. */
  public List<Optional<Completion>> completions() {
    synchronized (board) {
      return parts.stream().map(PartRun::completion).toList();
    }
  }

  /** The acts that never went out, because their cues have not come. */
  public List<OutsideAct> waitingActs() {
    synchronized (board) {
      return parts.stream().flatMap(part -> part.waiting().stream()).toList();
    }
  }

  /** How it stands, in words for a person who asks why it does not go on. Asks the server. */
  public String dump() {
    List<EventHistory> open;
    List<OutsideAct> waiting;
    List<OutsideAct> unanswered;
    synchronized (board) {
      open =
          parts.stream()
              .flatMap(part -> part.watch().watches().stream())
              .filter(watch -> watch.closing().isEmpty())
              .map(RunWatch::eventHistory)
              .toList();
      waiting = waitingActs();
      unanswered = parts.stream().flatMap(part -> part.unanswered().stream()).toList();
    }
    return new Dump(namespace).of(open, waiting, unanswered);
  }

  /** Ends the workflows that are still open, so that they hinder nothing that comes after. */
  public void terminate(String reason) {
    List<WorkflowRun> open;
    synchronized (board) {
      open =
          parts.stream()
              .filter(part -> part.watch().completion().isEmpty())
              .map(part -> part.watch().latestRun())
              .toList();
    }
    open.forEach(run -> namespace.terminate(run, reason));
  }

  /** Watches and sends no more; the workflows go on. */
  @Override
  public void close() {
    synchronized (board) {
      parts.forEach(PartRun::end);
    }
  }
}
