package dev.crashproof.suite;

import dev.crashproof.history.EventHistory;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.AlternativeRecord.OutageRecord;
import dev.crashproof.report.AlternativeRecord.TypeRecord;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One worker is killed under load and left dead for a while. What others have done by then is read
 * from the event histories before another is started, so that none of it can be the replacement's
 * work; and what is counted was started after the kill, so that none of it can be the dead one's.
 */
final class WorkerDeath {
  private static final int FRESH = 2;
  private static final Duration DEAD = Duration.ofSeconds(4);

  private final SuiteRun suite;
  private final MixedLoad load;

  WorkerDeath(SuiteRun suite, MixedLoad load) {
    this.suite = suite;
    this.load = load;
  }

  /**
   * Kills the worker, starts it again after a while, and returns when all that was open at the kill
   * or started just after it has completed.
   *
   * @param role what the worker serves
   */
  OutageRecord of(String role, WorkerProcess worker) throws InterruptedException {
    List<LoadedRun> inFlight = load.open();
    long killed = System.nanoTime();
    worker.kill();
    List<LoadedRun> fresh = startFresh();
    List<LoadedRun> all = Stream.concat(inFlight.stream(), fresh.stream()).toList();
    await(all, killed + DEAD.toNanos());
    Seen whileDead = Seen.of(suite, all);
    double dead = Measure.seconds(System.nanoTime() - killed);
    worker.start();
    all.forEach(run -> run.closed().join());
    judge(all);
    return new OutageRecord(
        role,
        dead,
        Arrays.stream(WorkKind.values())
            .map(kind -> of(kind, killed, inFlight, fresh, whileDead))
            .toList());
  }

  /** The kinds take turns, so that none is ahead of the others. */
  private List<LoadedRun> startFresh() {
    List<LoadedRun> fresh = new ArrayList<>();
    for (int i = 0; i < FRESH; i++) {
      for (WorkKind kind : WorkKind.values()) {
        fresh.add(load.start(kind));
      }
    }
    return fresh;
  }

  /** Waits until all have closed, or until that moment: some of them may not, and that is told. */
  private static void await(List<LoadedRun> runs, long until) throws InterruptedException {
    try {
      CompletableFuture.allOf(
              runs.stream().map(LoadedRun::closed).toArray(CompletableFuture[]::new))
          .get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // The time for which the worker is left dead is over.
    } catch (ExecutionException e) {
      throw new AssertionError("a workflow of the load failed: " + e.getCause(), e.getCause());
    }
  }

  /** Nothing was lost and nothing done twice, whatever the kill struck. */
  private void judge(List<LoadedRun> runs) {
    runs.stream()
        .filter(run -> run.kind() == WorkKind.SHORT)
        .forEach(run -> Judged.await(suite, run.run(), WorkKind.DEMO.checkers()).assertValid());
  }

  private static TypeRecord of(
      WorkKind kind, long killed, List<LoadedRun> inFlight, List<LoadedRun> fresh, Seen whileDead) {
    List<LoadedRun> after = fresh.stream().filter(run -> run.kind() == kind).toList();
    List<LoadedRun> before = inFlight.stream().filter(run -> run.kind() == kind).toList();
    return new TypeRecord(
        kind.type(),
        after.size(),
        count(after, whileDead.served()),
        count(after, whileDead.completed()),
        millis(after, killed).min(Comparator.naturalOrder()),
        before.size(),
        count(before, whileDead.completed()),
        millis(before, killed).max(Comparator.naturalOrder()));
  }

  private static int count(List<LoadedRun> runs, Set<WorkflowRun> completed) {
    return (int) runs.stream().filter(run -> completed.contains(run.run())).count();
  }

  private static Stream<Double> millis(List<LoadedRun> runs, long since) {
    return runs.stream()
        .map(run -> run.millisSince(since).map(millis -> Math.max(0, millis)))
        .flatMap(Optional::stream);
  }

  /**
   * What the event histories tell while the worker is dead.
   *
   * @param served those of which a worker has done a workflow task
   * @param completed those that have completed
   */
  private record Seen(Set<WorkflowRun> served, Set<WorkflowRun> completed) {

    static Seen of(SuiteRun suite, List<LoadedRun> runs) {
      Seen seen = new Seen(new HashSet<>(), new HashSet<>());
      for (LoadedRun run : runs) {
        EventHistory events = suite.namespace().eventHistory(run.run());
        if (events.first(event -> event.is("WorkflowTaskCompleted")).isPresent()) {
          seen.served.add(run.run());
        }
        if (events.first(event -> event.is("WorkflowExecutionCompleted")).isPresent()) {
          seen.completed.add(run.run());
        }
      }
      return seen;
    }
  }
}
