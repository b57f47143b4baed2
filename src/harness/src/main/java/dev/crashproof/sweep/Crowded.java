package dev.crashproof.sweep;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.checker.recovery.RecoveryBoundChecker;
import java.util.ArrayList;
import java.util.List;

/**
 * The points of a sweep with nothing wrong but the time that they took, while other lanes had the
 * machine too, and not more than what a machine twice as busy would explain. If they are few, each
 * is struck again alone when the lanes have ended: a worker that is slow is slow there too. What it
 * took before stays in the verdict.
 */
final class Crowded {
  private static final int FEW = 3;
  private static final int ONE_IN = 10;

  private final List<PointResult> points = new ArrayList<>();
  private final int lanes;
  private final int few;
  private final Checker lenient;

  /**
   * None yet.
   *
   * @param lanes how many play beside each other
   * @param boundaries how many points the sweep has: of more than a tenth of them, and more than
   *     three, the lanes are not the cause
   * @param lenient finds only what no busy machine explains
   */
  Crowded(int lanes, int boundaries, Checker lenient) {
    this.lanes = lanes;
    this.few = Math.max(FEW, boundaries / ONE_IN);
    this.lenient = lenient;
  }

  /** Takes a result that may have to be struck again; false if it counts as it is. */
  synchronized boolean takes(PointResult result) {
    return lanes > 1 && isOnlySlow(result) && explained(result) && points.add(result);
  }

  /**
   * To be called when the lanes have ended: where so many were slow that the lanes are not the
   * cause, all of them, and they count as they are.
   */
  synchronized List<PointResult> tooMany() {
    if (points.size() <= few) {
      return List.of();
    }
    List<PointResult> all = List.copyOf(points);
    points.clear();
    return all;
  }

  /** Those that were taken, and are not settled. */
  synchronized List<PointResult> points() {
    return List.copyOf(points);
  }

  /** What came of one alone, with what had come of it in its lane; it is settled by that. */
  synchronized PointResult settled(PointResult crowded, PointResult alone) {
    points.remove(crowded);
    return alone
        .run()
        .map(run -> run.judged(told(run.judgement(), crowded)))
        .map(run -> PointResult.of(alone.number(), alone.planned(), alone.tries(), run))
        .orElse(alone);
  }

  private Judgement told(Judgement alone, PointResult crowded) {
    String before =
        "; that is alone: in %d lanes, %s".formatted(lanes, wrong(crowded).get(0).reason());
    return new Judgement(
        alone.verdicts().stream()
            .map(
                v ->
                    isOfTime(v)
                        ? new Verdict(v.checker(), v.validity(), v.reason() + before, v.ops())
                        : v)
            .toList());
  }

  private boolean explained(PointResult result) {
    return result.run().stream()
        .allMatch(run -> lenient.check(run.evidence()).validity() == Validity.VALID);
  }

  private static boolean isOnlySlow(PointResult result) {
    List<Verdict> wrong = wrong(result);
    return !wrong.isEmpty()
        && result.validity() == Validity.INVALID
        && wrong.stream().allMatch(Crowded::isOfTime);
  }

  private static List<Verdict> wrong(PointResult result) {
    return result.run().stream()
        .flatMap(run -> run.judgement().verdicts().stream())
        .filter(verdict -> verdict.validity() != Validity.VALID)
        .toList();
  }

  private static boolean isOfTime(Verdict verdict) {
    return verdict.checker().equals(RecoveryBoundChecker.NAME);
  }
}
