package dev.crashproof.sweep;

import dev.crashproof.checker.Validity;
import dev.crashproof.history.boundary.PlannedBoundary;
import java.util.List;
import java.util.Optional;

/**
 * What came of one boundary.
 *
 * @param number its place in the plan, from 1
 * @param planned the boundary
 * @param tries how many workflows it took until it was reached, or was given up
 * @param validity the worst that any checker says; UNKNOWN where it was not reached
 * @param reasons why it is not VALID, one a checker; empty if it is
 * @param run the last of those workflows; empty where none could be played
 */
public record PointResult(
    int number,
    PlannedBoundary planned,
    int tries,
    Validity validity,
    List<String> reasons,
    Optional<PointRun> run) {

  /** Copies the reasons, so that a result never changes. */
  public PointResult {
    reasons = List.copyOf(reasons);
  }

  /** What came of a boundary in that many tries, by what the checkers say of the last one. */
  static PointResult of(int number, PlannedBoundary planned, int tries, PointRun run) {
    return new PointResult(
        number,
        planned,
        tries,
        run.judgement().validity(),
        run.judgement().reasons(),
        Optional.of(run));
  }

  /** The boundary's name. */
  public String name() {
    return planned.boundary().toString();
  }
}
