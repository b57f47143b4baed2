package dev.crashproof.sweep;

import dev.crashproof.checker.Verdict;
import dev.crashproof.history.boundary.BoundaryPlan;
import dev.crashproof.history.boundary.PlannedBoundary;
import dev.crashproof.lane.PlayException;
import java.time.Duration;
import java.util.List;

/**
 * Where a sweep will strike.
 *
 * @param boundaries in the order in which they are struck
 * @param plan the whole plan they are of: what is excluded, and whether it is exhaustive
 * @param settled whether the golden runs went on until enough of them in a row added nothing
 * @param goldenRuns what the plan rests on
 * @param audit what the rebuilding of the plan from the golden runs' wire logs came to, or that
 *     these runs took different paths
 */
public record SweepPlan(
    List<PlannedBoundary> boundaries,
    BoundaryPlan plan,
    boolean settled,
    List<GoldenPerformance> goldenRuns,
    Verdict audit) {

  /** Copies the lists, so that a plan never changes. */
  public SweepPlan {
    boundaries = List.copyOf(boundaries);
    goldenRuns = List.copyOf(goldenRuns);
  }

  /**
   * The same plan with one boundary to strike.
   *
   * @param name the boundary's name
   * @throws PlayException if there is none of that name, telling those there are
   */
  public SweepPlan only(String name) {
    return only(List.of(name));
  }

  /**
   * The same plan with some boundaries to strike, in the plan's order.
   *
   * @param names the boundaries' names
   * @throws PlayException if there is none of one of these names, telling those there are
   */
  public SweepPlan only(List<String> names) {
    List<String> all = boundaries.stream().map(b -> b.boundary().toString()).toList();
    names.stream()
        .filter(name -> !all.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new PlayException(
                  "There is no boundary '%s' in this plan: choose one of\n  %s"
                      .formatted(name, String.join("\n  ", all)));
            });
    return new SweepPlan(
        boundaries.stream().filter(b -> names.contains(b.boundary().toString())).toList(),
        plan,
        settled,
        goldenRuns,
        audit);
  }

  /**
   * What can be said of the plan as a whole, however good its points turn out to be: they are not
   * all that there is where golden runs never settled, took different paths, or an audit found more
   * in them.
   */
  public Verdict verdict() {
    return settled
        ? audit
        : Verdict.unknown(
            "golden runs",
            "after %d of them they still showed something new: fix the workflow's path by its input"
                .formatted(goldenRuns.size()));
  }

  /** Whether these boundaries are all cuts that there are. */
  public boolean exhaustive() {
    return plan.exhaustive() && whole();
  }

  /** Why they are, or are not, in a sentence. */
  public String exhaustiveWhy() {
    return whole()
        ? plan.exhaustiveWhy()
        : "Not exhaustive: only %d of %d boundaries were asked for."
            .formatted(boundaries.size(), plan.boundaries().size());
  }

  private boolean whole() {
    return boundaries.size() == plan.boundaries().size();
  }

  /** How long the longest run without a fault took. */
  Duration longest() {
    return goldenRuns.stream()
        .map(GoldenPerformance::took)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
