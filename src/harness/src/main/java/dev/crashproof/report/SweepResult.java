package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.report.SweepRecord.Exclusion;
import java.util.List;
import java.util.Optional;

/**
 * What one sweep came to: an entry of {@code sweeps} in {@code results.json}. All recovery times
 * are in milliseconds.
 *
 * @param id its id
 * @param workflow the workflow's type
 * @param mode {@code unassisted} or {@code assisted}
 * @param inputs what the workflow was run with, in words
 * @param depth how deep it went
 * @param lanes how many points it took side by side
 * @param verdict VALID only if every planned boundary was struck and is VALID, the plan was audited
 *     and found right, and its golden runs were VALID
 * @param reasons why it is not, as far as the sweep as a whole is concerned
 * @param boundaries how many boundaries were planned
 * @param cuts how many points were seen to be struck
 * @param valid how many boundaries are VALID
 * @param unknown how many are UNKNOWN, those that were never judged among them
 * @param invalid how many are INVALID
 * @param excluded how many boundaries were left out, each with a reason
 * @param seconds from the first strike to the last judged point
 * @param pointsPerMinute the struck points by that time
 * @param goldenRuns how many golden runs were saved
 * @param settled whether they went on until enough of them in a row added nothing
 * @param exhaustive whether all cuts that there are were struck and could be judged
 * @param exhaustiveWhy why, or why not
 * @param audit what the rebuilding of the plan from the saved ops came to
 * @param recovery the recovery times by kind of boundary
 * @param causes where that time went
 * @param leastAttributed the least share of any one recovery that its causes explain, from 0 to 1
 * @param controlRatio how many times slower than its best the machine was meanwhile
 * @param exclusions the boundaries that were left out
 * @param failures the boundaries that are not VALID
 * @param points every point, by number
 */
public record SweepResult(
    String id,
    String workflow,
    String mode,
    String inputs,
    String depth,
    int lanes,
    Validity verdict,
    List<String> reasons,
    int boundaries,
    int cuts,
    int valid,
    int unknown,
    int invalid,
    int excluded,
    Optional<Double> seconds,
    Optional<Double> pointsPerMinute,
    int goldenRuns,
    boolean settled,
    boolean exhaustive,
    String exhaustiveWhy,
    Audit audit,
    List<KindRecovery> recovery,
    List<CauseTime> causes,
    Optional<Double> leastAttributed,
    Optional<Double> controlRatio,
    List<Exclusion> exclusions,
    List<Failure> failures,
    List<Point> points) {

  /** Copies the lists, so that a result never changes. */
  public SweepResult {
    reasons = List.copyOf(reasons);
    recovery = List.copyOf(recovery);
    causes = List.copyOf(causes);
    exclusions = List.copyOf(exclusions);
    failures = List.copyOf(failures);
    points = List.copyOf(points);
  }

  /**
   * What the rebuilding of the plan came to.
   *
   * @param validity the verdict
   * @param reason why
   */
  public record Audit(Validity validity, String reason) {}

  /**
   * The recovery times of one kind of boundary.
   *
   * @param kind the kind, as a boundary's name begins
   * @param n how many; a point that is UNKNOWN has none, since nobody knows what it shows
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param max the greatest
   * @param slowest the boundary that took longest
   */
  public record KindRecovery(
      String kind, int n, double p50, double p99, double max, String slowest) {}

  /**
   * The time that one cause took, over the recoveries in which it took any.
   *
   * @param cause the cause
   * @param n how many recoveries
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param max the greatest
   * @param share its part of all recovery time of the sweep, from 0 to 1
   */
  public record CauseTime(String cause, int n, double p50, double p99, double max, double share) {}

  /**
   * A boundary that is not VALID.
   *
   * @param boundary its name
   * @param point its point's number; empty where it has none
   * @param validity UNKNOWN or INVALID
   * @param reason why
   * @param rerun the line that runs just this point again, where there was one
   */
  public record Failure(
      String boundary,
      Optional<Integer> point,
      Validity validity,
      String reason,
      Optional<String> rerun) {}

  /**
   * One point.
   *
   * @param number its number
   * @param boundary its boundary
   * @param kind the kind of boundary
   * @param tries how many workflows it took
   * @param struck whether it was seen to be struck
   * @param validity what came of it
   * @param recoveryMillis from the kill to the completion, where there was one
   */
  public record Point(
      int number,
      String boundary,
      String kind,
      int tries,
      boolean struck,
      Validity validity,
      Optional<Double> recoveryMillis) {}
}
