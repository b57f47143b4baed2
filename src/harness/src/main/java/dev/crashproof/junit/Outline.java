package dev.crashproof.junit;

import dev.crashproof.lane.PlayException;
import java.util.HashSet;
import java.util.List;

/**
 * What a sweep will do.
 *
 * @param goldenRuns how many golden runs it took
 * @param boundaries the names of those to be struck, in order
 * @param exclusions those left out, each with the reason
 * @param exhaustive whether these are all cuts there are
 * @param why why it is exhaustive, or is not
 */
record Outline(
    int goldenRuns,
    List<String> boundaries,
    List<Exclusion> exclusions,
    boolean exhaustive,
    String why) {

  /**
   * A boundary that is not struck.
   *
   * @param boundary its name
   * @param reason why not
   */
  record Exclusion(String boundary, String reason) {}

  Outline {
    boundaries = List.copyOf(boundaries);
    exclusions = List.copyOf(exclusions);
    if (new HashSet<>(boundaries).size() < boundaries.size()) {
      throw new IllegalArgumentException(
          "Two boundaries have the same name, and one's result would hide the other's: "
              + boundaries);
    }
  }

  /**
   * The same with one boundary to strike.
   *
   * @throws PlayException where it is not among those to strike, telling which are
   */
  Outline only(String name) {
    if (!boundaries.contains(name)) {
      throw new PlayException(
          "The setting %s is '%s', and this sweep strikes no boundary of that name%s; choose one of:\n  %s"
              .formatted(Knobs.POINT, name, reasonFor(name), String.join("\n  ", boundaries)));
    }
    return new Outline(goldenRuns, List.of(name), exclusions, exhaustive, why);
  }

  private String reasonFor(String name) {
    return exclusions.stream()
        .filter(exclusion -> exclusion.boundary().equals(name))
        .findFirst()
        .map(exclusion -> " (it is excluded: " + exclusion.reason() + ")")
        .orElse("");
  }

  /** In one line. */
  String words() {
    return "%d golden runs, %d boundaries to strike, %d excluded, %s: %s"
        .formatted(
            goldenRuns,
            boundaries.size(),
            exclusions.size(),
            exhaustive ? "exhaustive" : "not exhaustive",
            why);
  }
}
