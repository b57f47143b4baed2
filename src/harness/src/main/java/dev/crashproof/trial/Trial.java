package dev.crashproof.trial;

import dev.crashproof.checker.Expectation;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.workload.Workload;

/**
 * A workload, and the faults that are to meet it.
 *
 * @param id its name in reports and file names, unique in a campaign: lower-case letters, digits
 *     and hyphens
 * @param workload what is run
 * @param expectation what must come out of it, whatever strikes
 * @param schedule what strikes
 */
public record Trial(String id, Workload workload, Expectation expectation, Schedule schedule) {

  /** The same by another id. */
  public Trial called(String other) {
    return new Trial(other, workload, expectation, schedule);
  }

  /** The same under other faults. */
  public Trial under(Schedule other) {
    return new Trial(id, workload, expectation, other);
  }
}
