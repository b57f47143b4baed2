package dev.crashproof.sweep;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.GoldenRun;
import dev.crashproof.history.boundary.GoldenRuns;
import dev.crashproof.history.boundary.StartUp;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.lane.Grounds;
import dev.crashproof.lane.Lane;
import dev.crashproof.lane.Lanes;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.Performance;
import dev.crashproof.lane.PlayException;
import dev.crashproof.lane.Subject;
import dev.crashproof.lane.WorkerSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays a subject's workload without any fault, again and again and in several lanes, until enough
 * runs in a row have shown no message that was not known.
 */
final class GoldenPhase {
  // Runs of a workflow that always finds another way can't go on for ever.
  private static final int AT_MOST = 60;

  private final Subject subject;
  private final Grounds grounds;
  private final SweepSettings settings;
  private final List<Checker> checkers;
  private final Consumer<GoldenPerformance> broken;
  private final String id;
  private GoldenRuns runs = GoldenRuns.none();
  private final List<GoldenPerformance> performances = new ArrayList<>();
  private int begun;

  /**
   * A phase that is about to begin.
   *
   * @param id what task queues and workflow ids begin with
   * @param checkers who judge a run without a fault
   * @param broken told each run that is not VALID, by several threads
   */
  GoldenPhase(
      String id,
      Subject subject,
      Grounds grounds,
      SweepSettings settings,
      List<Checker> checkers,
      Consumer<GoldenPerformance> broken) {
    this.id = id;
    this.subject = subject;
    this.grounds = grounds;
    this.settings = settings;
    this.checkers = checkers;
    this.broken = broken;
  }

  /**
   * Plays.
   *
   * @throws PlayException when a run without any fault is not VALID: there is nothing to sweep
   */
  void play() {
    // What only the very first start does, a migration of the database, is no part of any other.
    try (Lane first = lane(0)) {
      first.crew().ready(false);
    }
    Lanes.play(settings.lanes(), this::lane, this::in);
  }

  private Lane lane(int number) {
    return Lane.open(
        id + "-golden-" + number, Mode.UNASSISTED, subject, grounds, settings.patience());
  }

  GoldenRuns runs() {
    return runs;
  }

  List<GoldenPerformance> performances() {
    return performances;
  }

  private void in(Lane lane) {
    List<Op> startUp = List.of();
    if (!subject.workload().fresh() && !over()) {
      startUp = startUpOf(perform(lane, "warm-up-" + lane.name()).evidence().history(), lane);
    }
    for (int number = next(); number > 0; number = next()) {
      keep(perform(lane, "golden-" + number), startUp, lane.crew().serving());
      startUp = List.of();
    }
  }

  /** The workflow waits when a worker is started for it, as it does where a start-up is struck. */
  private GoldenPerformance perform(Lane lane, String what) {
    String workflowId = id + "-" + what;
    try (Performance performance =
        new Performance(lane, subject, grounds, settings.patience(), workflowId, "golden run")) {
      if (subject.workload().fresh()) {
        lane.crew().retire();
      }
      performance.start();
      lane.crew().ready(false);
      performance.awaitClosed();
      Evidence evidence = performance.gather();
      List<Verdict> verdicts = new ArrayList<>(performance.seen());
      verdicts.addAll(Checkers.judge(checkers, evidence).verdicts());
      Judgement judgement = new Judgement(verdicts);
      GoldenPerformance golden =
          new GoldenPerformance(workflowId, 0, evidence, judgement, took(evidence.history()));
      if (judgement.validity() != Validity.VALID) {
        broken.accept(golden);
        throw new PlayException(
            ("The workload is %s without any fault, so there is nothing to sweep: %s. Mend the"
                    + " worker, or what is expected of it.")
                .formatted(judgement.validity(), String.join("; ", judgement.reasons())));
      }
      return golden;
    }
  }

  /** The worker's start, and what it sent and was told until its first task, which ends it. */
  private static List<Op> startUpOf(History history, Lane lane) {
    WorkerSlot worker = lane.crew().serving();
    String start = Integer.toString(worker.start());
    History own =
        new History(
            history.all(
                op ->
                    op.process().equals(worker.name())
                        && op.detail(WireOp.START).filter(start::equals).isPresent()));
    long end =
        own.first(op -> op.kind() == OpKind.OK && op.detail(WireOp.TOKEN).isPresent())
            .map(Op::index)
            .orElse(Long.MAX_VALUE);
    return own.all(op -> op.index() <= end);
  }

  private synchronized void keep(
      GoldenPerformance golden, List<Op> startUpBefore, WorkerSlot worker) {
    Evidence evidence = golden.evidence();
    List<Op> startUp = subject.workload().fresh() ? evidence.history().ops() : startUpBefore;
    GoldenRuns more = runs.with(GoldenRun.of(golden.workflowId(), evidence.history()));
    if (!startUp.isEmpty()) {
      more = more.with(StartUp.of(worker.name(), worker.start(), new History(startUp)));
    }
    int added = known(more) - known(runs);
    runs = more;
    performances.add(golden.with(added, startUpBefore));
  }

  private static int known(GoldenRuns some) {
    return some.always().size() + some.sometimes().size();
  }

  private static Duration took(History history) {
    return history
        .first(op -> op.is(OpKind.INVOKE, "start-workflow"))
        .flatMap(
            start ->
                history
                    .last(op -> op.is(OpKind.OK, "closed"))
                    .map(closed -> Duration.ofNanos(closed.nanos() - start.nanos())))
        .orElse(Duration.ZERO);
  }

  private synchronized boolean over() {
    return runs.settled() || begun >= AT_MOST;
  }

  /** The next run's number; 0 where none is needed any more. */
  private synchronized int next() {
    return over() ? 0 : ++begun;
  }
}
