package dev.crashproof.sweep;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.PlanAudit;
import dev.crashproof.checker.RunCheckers;
import dev.crashproof.checker.SamePath;
import dev.crashproof.checker.StruckChecker;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.checker.recovery.Allowance;
import dev.crashproof.checker.recovery.RecoveryBoundChecker;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryPlan;
import dev.crashproof.history.boundary.PlannedBoundary;
import dev.crashproof.lane.Grounds;
import dev.crashproof.lane.Lane;
import dev.crashproof.lane.Lanes;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.PlayException;
import dev.crashproof.lane.Subject;
import dev.crashproof.report.SweepDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Kills a worker at every point where a crash could matter to a workflow:
 *
 * <ol>
 *   <li>{@link #plan}: golden runs show every message; from them the boundaries are planned, and
 *       the plan is rebuilt by other code, which must come to the same.
 *   <li>{@link #run}: each boundary is struck in a workflow of its own, in lanes, and judged.
 * </ol>
 */
public final class Sweep {
  // Workflow ids and task queues of two sweeps in one namespace must not meet.
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Subject subject;
  private final Grounds grounds;
  private final SweepSettings settings;
  private final UnaryOperator<String> rerun;
  private final String id;

  private Sweep(
      Subject subject, Grounds grounds, SweepSettings settings, UnaryOperator<String> rerun) {
    this.subject = subject;
    this.grounds = grounds;
    this.settings = settings;
    this.rerun = rerun;
    this.id = subject.name() + "-" + NUMBERS.incrementAndGet();
  }

  /** A sweep of that subject, on those grounds. */
  public static Sweep of(Subject subject, Grounds grounds, SweepSettings settings) {
    return new Sweep(
        subject, grounds, settings, boundary -> "-Dcrashproof.point='" + boundary + "'");
  }

  /**
   * The same, telling a person how to run one point again.
   *
   * @param line makes a command line of a boundary's name
   */
  public Sweep rerunBy(UnaryOperator<String> line) {
    return new Sweep(subject, grounds, settings, line);
  }

  /**
   * Plays the golden runs and plans.
   *
   * @throws PlayException where there is nothing to sweep: a worker that never polls, that does not
   *     speak through its interposers, that ends by itself, or a workload that is not VALID without
   *     any fault
   */
  public SweepPlan plan() {
    return plan(golden -> {});
  }

  /**
   * The same. Where there is nothing to sweep, what shows it is saved: the reason, and the golden
   * runs that were not VALID.
   *
   * @param facts where the sweep is to be saved; nothing is written there by a plan that is made
   * @param mode how it is to be played
   * @throws PlayException as {@link #plan()}
   */
  public SweepPlan plan(SweepDirectory facts, Mode mode) {
    BrokenPlan broken = new BrokenPlan(facts, SweepLog.record(facts, subject, mode, settings));
    try {
      return plan(broken::save);
    } catch (PlayException e) {
      broken.stopped(e);
      throw e;
    }
  }

  private SweepPlan plan(Consumer<GoldenPerformance> broken) {
    GoldenPhase golden = new GoldenPhase(id, subject, grounds, settings, ofAnyRun(), broken);
    golden.play();
    BoundaryPlan plan = BoundaryPlan.of(golden.runs(), settings.depth());
    Map<Boundary, String> excluded = new LinkedHashMap<>();
    plan.exclusions().forEach(e -> excluded.put(e.boundary(), e.reason()));
    List<Evidence> evidence =
        golden.performances().stream().map(GoldenPerformance::evidence).toList();
    Verdict audit =
        PlanAudit.check(
            evidence.stream().map(Evidence::history).toList(),
            plan.boundaries().stream().map(PlannedBoundary::boundary).toList(),
            excluded);
    return new SweepPlan(
        plan.boundaries(),
        plan,
        golden.runs().settled(),
        golden.performances(),
        worse(audit, SamePath.check(evidence)));
  }

  private static Verdict worse(Verdict one, Verdict other) {
    return other.validity().compareTo(one.validity()) > 0 ? other : one;
  }

  /**
   * Strikes every boundary of the plan.
   *
   * @param facts where all that was gathered is saved
   * @param listener told each result as soon as it is judged, by several threads
   * @throws PlayException when it can't go on; what was judged by then is saved
   */
  public SweepOutcome run(
      SweepPlan plan, Mode mode, SweepDirectory facts, Consumer<PointResult> listener) {
    SweepLog log = SweepLog.begin(facts, subject, mode, settings, plan, rerun);
    List<PointResult> results = Collections.synchronizedList(new ArrayList<>());
    Consumer<PointResult> tell =
        result -> {
          log.save(result);
          results.add(result);
          listener.accept(result);
        };
    int lanes = Math.min(settings.lanes(), plan.boundaries().size());
    Crowded crowded =
        new Crowded(lanes, plan.boundaries().size(), new RecoveryBoundChecker(allowance(plan, 2)));
    Queue<Integer> todo =
        new ConcurrentLinkedQueue<>(
            IntStream.rangeClosed(1, plan.boundaries().size()).boxed().toList());
    long began = System.nanoTime();
    try {
      Lanes.play(
          lanes,
          number -> open(mode, Integer.toString(number)),
          lane -> {
            for (Integer next = todo.poll(); next != null; next = todo.poll()) {
              PointResult result = strike(lane, next, plan, 0);
              if (!crowded.takes(result)) {
                tell.accept(result);
              }
            }
          });
      crowded.tooMany().forEach(tell);
      crowded.points().forEach(log::saveInLanes);
      alone(crowded, plan, mode, tell);
    } catch (RuntimeException e) {
      crowded.points().forEach(tell);
      log.stopped(e);
      throw e;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    log.finished(took);
    return new SweepOutcome(results, took);
  }

  private void alone(Crowded crowded, SweepPlan plan, Mode mode, Consumer<PointResult> listener) {
    if (crowded.points().isEmpty()) {
      return;
    }
    Lanes.play(
        1,
        number -> open(mode, "alone"),
        lane -> {
          for (PointResult before : crowded.points()) {
            PointResult result = strike(lane, before.number(), plan, before.tries());
            listener.accept(crowded.settled(before, result));
          }
        });
  }

  private Lane open(Mode mode, String name) {
    return Lane.open(
        id + "-" + mode.word() + "-" + name, mode, subject, grounds, settings.patience());
  }

  private PointResult strike(Lane lane, int number, SweepPlan plan, int triedBefore) {
    PlannedBoundary planned = plan.boundaries().get(number - 1);
    Point point = new Point(planned, lane, subject, grounds, settings, ofAPoint(planned, plan));
    for (int attempt = triedBefore + 1; ; attempt++) {
      String workflowId = "%s-%s-%d-%d".formatted(id, lane.mode().word(), number, attempt);
      PointRun run = point.play(workflowId);
      boolean told = (run.struck() || hopeless(run)) && !LostTask.explains(run);
      if (told || attempt == triedBefore + settings.tries()) {
        return PointResult.of(number, planned, attempt, run);
      }
    }
  }

  /** A run that went wrong without having been struck would do so again. */
  private static boolean hopeless(PointRun run) {
    return run.judgement().validity() == Validity.INVALID;
  }

  private List<Checker> ofAnyRun() {
    List<Checker> checkers = new ArrayList<>(subject.expectation().checkers());
    checkers.addAll(RunCheckers.of(settings.stuckAfter()));
    return List.copyOf(checkers);
  }

  /**
   * Points in lanes share a machine with each other's start-ups. Seen on two busy cores: a run that
   * takes 1.4 s by itself took 4.5 s.
   */
  private static Allowance allowance(SweepPlan plan, int times) {
    return Allowance.of(plan.longest())
        .withBusyMachine(BUSY.plus(plan.longest()).multipliedBy(times));
  }

  private List<Checker> ofAPoint(PlannedBoundary planned, SweepPlan plan) {
    List<Checker> checkers = new ArrayList<>(ofAnyRun());
    checkers.add(new StruckChecker(planned.boundary()));
    checkers.add(new RecoveryBoundChecker(allowance(plan, 1)));
    return List.copyOf(checkers);
  }
}
