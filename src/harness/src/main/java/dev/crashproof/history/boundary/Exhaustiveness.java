package dev.crashproof.history.boundary;

import java.util.List;

/**
 * Whether a plan strikes every cut.
 *
 * @param exhaustive whether it does
 * @param why why, or why not, in a sentence
 */
record Exhaustiveness(boolean exhaustive, String why) {

  static Exhaustiveness of(
      GoldenRuns golden, List<PlannedBoundary> planned, List<Excluded> exclusions, long cuts) {
    int atOnce = golden.runs().stream().mapToInt(GoldenRun::atOnce).max().orElse(0);
    List<Excluded> losses = exclusions.stream().filter(it -> !it.losesNothing()).toList();
    List<PlannedBoundary> races = planned.stream().filter(it -> !it.certain()).toList();
    if (atOnce > 1) {
      return no(
          "up to %d things were under way at once, which makes %d cuts; of each, one is struck for every boundary"
              .formatted(atOnce, cuts));
    }
    if (!golden.settled()) {
      return no(
          "%d golden runs have not settled: the last five must add no boundary"
              .formatted(golden.size()));
    }
    if (!races.isEmpty()) {
      return no(
          "golden runs differ: %d boundaries were not in all of them, \"%s\" among them"
              .formatted(races.size(), races.get(0)));
    }
    if (!losses.isEmpty()) {
      Excluded first = losses.get(0);
      return no(
          "%d boundaries are left out that have no twin, \"%s\" among them: %s"
              .formatted(losses.size(), first.boundary(), first.reason()));
    }
    boolean reads = exclusions.stream().anyMatch(it -> it.why() == Exclusion.READ);
    return new Exhaustiveness(
        true,
        "Exhaustive: the workflow goes one step after the other, %d golden runs agree, and each of its %d cuts is struck%s."
            .formatted(
                golden.size(), cuts, reads ? "; its reads are taken to change nothing" : ""));
  }

  private static Exhaustiveness no(String because) {
    return new Exhaustiveness(false, "Not exhaustive: " + because + ".");
  }
}
