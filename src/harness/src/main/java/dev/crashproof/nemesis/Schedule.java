package dev.crashproof.nemesis;

import java.util.ArrayList;
import java.util.List;

/**
 * The faults of one performance, one after the other: each is waited for only when the one before
 * has struck.
 *
 * @param seed what it was made from; 0 where a person wrote it
 * @param faults the faults
 */
public record Schedule(long seed, List<PlannedFault> faults) {

  /** Copies the faults. */
  public Schedule {
    faults = List.copyOf(faults);
  }

  /** These faults, written by a person. */
  public static Schedule of(PlannedFault... faults) {
    return new Schedule(0, List.of(faults));
  }

  /** The same without the fault at that place. */
  public Schedule without(int index) {
    List<PlannedFault> fewer = new ArrayList<>(faults);
    fewer.remove(index);
    return new Schedule(seed, fewer);
  }
}
