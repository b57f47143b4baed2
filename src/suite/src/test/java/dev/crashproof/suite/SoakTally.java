package dev.crashproof.suite;

import dev.crashproof.checker.FaultsChecker;
import dev.crashproof.checker.Validity;
import dev.crashproof.history.OpKind;
import dev.crashproof.report.SoakRecord;
import dev.crashproof.trial.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a soak, counted. A run that met no fault though it should have counts for nothing;
 * one that met fewer than it should have counts as a run under faults and is told apart. Safe for
 * use by many threads.
 */
final class SoakTally {
  private final long seed;
  private final int lanes;
  private final long began = System.nanoTime();
  private final Map<String, Integer> workflows = new TreeMap<>();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private final List<String> alarms = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private int free;
  private int faulty;
  private int partly;
  private int missed;
  private int faults;
  private double freeSeconds;

  SoakTally(long seed, int lanes) {
    this.seed = seed;
    this.lanes = lanes;
  }

  /**
   * What is saved of a soak.
   *
   * @param record what every report of it is made from
   * @param lanes how many workflows ran side by side
   * @param partly how many of the runs under faults are not shown to have met all that their
   *     schedules had: their workflows were over before, or a fault hit no message
   * @param missed how many runs more met none of theirs, and count for nothing
   * @param doubts runs of which a checker could not tell, in words; not those only about whether a
   *     fault struck
   * @param workflows how many runs, by workload
   * @param kinds how many faults struck, by kind
   * @param freeSeconds how long the runs without a fault took, all together
   * @param faultySeconds how long those under faults took
   */
  record Snapshot(
      SoakRecord record,
      int lanes,
      int partly,
      int missed,
      List<String> doubts,
      Map<String, Integer> workflows,
      Map<String, Integer> kinds,
      double freeSeconds,
      double faultySeconds) {}

  /** One more run was judged. */
  synchronized void add(Repertoire workload, TrialRun run) {
    boolean planned = !run.trial().schedule().faults().isEmpty();
    boolean reached = run.struck() > 0;
    if (invalid(run)) {
      alarms.add(Trials.words(run));
    } else if (doubtful(run)) {
      doubts.add(Trials.words(run));
    }
    if (planned && !reached) {
      missed++;
      return;
    }
    workflows.merge(workload.word(), 1, Integer::sum);
    if (!planned) {
      free++;
      return;
    }
    faulty++;
    faults += run.struck();
    partly += run.complete() && sampled(run) ? 0 : 1;
    run.evidence()
        .history()
        .all(op -> op.is(OpKind.OK, "fault"))
        .forEach(op -> op.detail("kind").ifPresent(kind -> kinds.merge(kind, 1, Integer::sum)));
  }

  private static boolean invalid(TrialRun run) {
    return run.judgement().validity() == Validity.INVALID;
  }

  /** Whether each fault is shown to have struck. */
  private static boolean sampled(TrialRun run) {
    return run.judgement().verdicts().stream()
        .filter(verdict -> verdict.checker().equals(FaultsChecker.NAME))
        .allMatch(verdict -> verdict.validity() == Validity.VALID);
  }

  /** Whether anybody could not tell, but for who tells whether all faults struck. */
  private static boolean doubtful(TrialRun run) {
    return run.judgement().verdicts().stream()
        .filter(verdict -> verdict.validity() == Validity.UNKNOWN)
        .anyMatch(verdict -> !verdict.checker().equals(FaultsChecker.NAME));
  }

  /** From now on runs meet faults. */
  synchronized void freeOver() {
    freeSeconds = seconds();
  }

  private double seconds() {
    return Math.round((System.nanoTime() - began) / 1e8) / 10.0;
  }

  synchronized int freeRuns() {
    return free;
  }

  synchronized int faultyRuns() {
    return faulty;
  }

  synchronized Snapshot snapshot() {
    SoakRecord record =
        new SoakRecord(
            "soak", free + faulty, free, faulty, faults, alarms.size(), seconds(), seed, alarms);
    return new Snapshot(
        record,
        lanes,
        partly,
        missed,
        List.copyOf(doubts),
        new TreeMap<>(workflows),
        new TreeMap<>(kinds),
        freeSeconds,
        seconds() - freeSeconds);
  }
}
