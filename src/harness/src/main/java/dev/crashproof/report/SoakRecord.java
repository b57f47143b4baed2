package dev.crashproof.report;

import java.util.List;

/**
 * A soak as far as it has come: a sound worker under many workflows and random faults, which no
 * checker may call broken.
 *
 * @param id its id
 * @param runs how many workflows were run and judged
 * @param faultFreeRuns how many of them met no fault
 * @param faultyRuns how many met one at least
 * @param faults how many faults struck
 * @param falseAlarms how many of the runs a checker called INVALID
 * @param seconds how long it took so far
 * @param seed what its schedules were drawn with
 * @param alarms each false alarm, in words that lead to what was saved of it
 */
public record SoakRecord(
    String id,
    int runs,
    int faultFreeRuns,
    int faultyRuns,
    int faults,
    int falseAlarms,
    double seconds,
    long seed,
    List<String> alarms) {

  /** Copies the alarms, so that a record never changes. */
  public SoakRecord {
    alarms = List.copyOf(alarms);
  }
}
