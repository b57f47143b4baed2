package dev.crashproof.report;

import java.util.List;
import java.util.Optional;

/**
 * The raw facts of one turn of an alternative: short activities without and with a heavy load
 * beside them, what its processes held of memory, and what came to a stop while one was dead.
 *
 * @param alternative the alternative's id
 * @param turn its place among the turns of all alternatives, from 1
 * @param processes its worker processes
 * @param readySeconds from the first spawn until all of them polled
 * @param quietMillis how long each short activity took with nothing beside it
 * @param loadedMillis how long each took while the heavy load ran
 * @param heavyDone how many heavy workflows completed meanwhile
 * @param loadedSeconds how long the load was measured
 * @param outages the deaths of its workers
 */
public record AlternativeRecord(
    String alternative,
    int turn,
    List<Held> processes,
    double readySeconds,
    List<Double> quietMillis,
    List<Double> loadedMillis,
    int heavyDone,
    double loadedSeconds,
    List<OutageRecord> outages) {

  /** Copies the lists, so that a record never changes. */
  public AlternativeRecord {
    processes = List.copyOf(processes);
    quietMillis = List.copyOf(quietMillis);
    loadedMillis = List.copyOf(loadedMillis);
    outages = List.copyOf(outages);
  }

  /**
   * What a process held of memory.
   *
   * @param process its name
   * @param idleMib resident once it polled and had done nothing, in MiB
   * @param peakMib the most that was ever resident, in MiB
   */
  public record Held(String process, double idleMib, double peakMib) {}

  /**
   * One death of a worker, and the time until another was started in its place.
   *
   * @param victim what the dead worker served
   * @param deadSeconds from the kill until the replacement was started
   * @param workflows what came to a stop and what went on, by workflow type
   */
  public record OutageRecord(String victim, double deadSeconds, List<TypeRecord> workflows) {

    /** Copies the list, so that a record never changes. */
    public OutageRecord {
      workflows = List.copyOf(workflows);
    }
  }

  /**
   * One workflow type during an outage.
   *
   * @param type the workflow type
   * @param started how many were started just after the kill
   * @param served how many of them a worker had taken up, by their event histories, when the worker
   *     was still dead
   * @param completed how many of them had completed, by their event histories, when the worker was
   *     still dead
   * @param recoveryMillis from the kill to the first completion of one that was started after it;
   *     empty if none completed
   * @param inFlight how many were open when the worker was killed
   * @param inFlightCompleted how many of those had completed when the worker was still dead
   * @param inFlightMillis from the kill until the last of them had completed; empty if there was
   *     none, or one never did
   */
  public record TypeRecord(
      String type,
      int started,
      int served,
      int completed,
      Optional<Double> recoveryMillis,
      int inFlight,
      int inFlightCompleted,
      Optional<Double> inFlightMillis) {}
}
