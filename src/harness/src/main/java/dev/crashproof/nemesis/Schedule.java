package dev.crashproof.nemesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    return only(
        IntStream.range(0, faults.size())
            .filter(i -> i != index)
            .boxed()
            .collect(Collectors.toSet()));
  }

  /**
   * The same with no other faults than those at the places, from 0. Where the first of them was to
   * strike while the workload recovers from one that is left out, it takes that one's moment: there
   * is nothing to recover from any more, and that moment is the nearest to its own.
   */
  public Schedule only(Set<Integer> places) {
    List<PlannedFault> kept = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      if (places.contains(i)) {
        PlannedFault planned = faults.get(i);
        kept.add(kept.isEmpty() ? new PlannedFault(planned.fault(), momentOf(i)) : planned);
      }
    }
    return new Schedule(seed, kept);
  }

  /** When a fault strikes, or else the one that it would have to recover from, and so on. */
  private When momentOf(int place) {
    int moment = place;
    while (moment > 0 && faults.get(moment).when() instanceof When.Recovering) {
      moment--;
    }
    return faults.get(moment).when();
  }
}
