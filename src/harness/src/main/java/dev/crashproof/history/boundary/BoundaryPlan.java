package dev.crashproof.history.boundary;

import java.util.List;
import java.util.Optional;

/**
 * Where to strike a workflow, in the order in which a run comes to it.
 *
 * @param boundaries what is struck
 * @param exclusions what is not, and why
 * @param cuts how many cuts the workflow has: in how many ways, by what a peer had taken, its
 *     worker could have died; those of start-ups and those of messages that arrive late not counted
 * @param exhaustive whether every cut is struck
 * @param exhaustiveWhy in a sentence, why or why not
 */
public record BoundaryPlan(
    List<PlannedBoundary> boundaries,
    List<Excluded> exclusions,
    long cuts,
    boolean exhaustive,
    String exhaustiveWhy) {

  /** Copies the lists, so that a plan never changes. */
  public BoundaryPlan {
    boundaries = List.copyOf(boundaries);
    exclusions = List.copyOf(exclusions);
  }

  /**
   * Plans a sweep.
   *
   * @param golden the golden runs, at least one
   * @throws IllegalArgumentException if there is none
   */
  public static BoundaryPlan of(GoldenRuns golden, Depth depth) {
    if (golden.runs().isEmpty()) {
      throw new IllegalArgumentException(
          "A plan needs at least one golden run: play the workflow once without a fault.");
    }
    Points points = new Planner(golden, depth).points();
    List<Excluded> exclusions = points.exclusions();
    long cuts = golden.runs().stream().mapToLong(GoldenRun::cuts).max().orElse(0);
    Exhaustiveness verdict = Exhaustiveness.of(golden, points.planned(), exclusions, cuts);
    return new BoundaryPlan(
        points.planned(), exclusions, cuts, verdict.exhaustive(), verdict.why());
  }

  /** The planned boundary of that name, if it is struck. */
  public Optional<PlannedBoundary> find(Boundary boundary) {
    return boundaries.stream().filter(it -> it.boundary().equals(boundary)).findFirst();
  }

  /** The boundary of that name, if it is known and not struck. */
  public Optional<Excluded> excluded(Boundary boundary) {
    return exclusions.stream().filter(it -> it.boundary().equals(boundary)).findFirst();
  }
}
