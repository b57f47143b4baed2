package dev.crashproof.report;

import java.util.List;
import java.util.Optional;

/**
 * What one alternative came to, all its turns together: an entry of {@code alternatives} in {@code
 * results.json}. Times are in milliseconds, memory in MiB and summed over the processes.
 *
 * @param id its id
 * @param name its name for people
 * @param turns how many turns it took
 * @param planned how many were planned
 * @param processes how many worker processes it takes
 * @param readySeconds from the first spawn until all of them polled: the median over the turns
 * @param idleMib the memory of idle workers: the median over the turns
 * @param peakMib the most that they ever held: the median over the turns
 * @param quiet short activities with nothing beside them
 * @param loaded short activities while the heavy load ran
 * @param slowdown how many times longer the median and the p99 are with the load
 * @param heavyPerSecond how many heavy workflows completed a second: the median over the turns
 * @param outages the deaths of its workers, by what the victim served
 * @param reason why it was not measured, or not as often as planned; empty where it was
 */
public record AlternativeResult(
    String id,
    String name,
    int turns,
    int planned,
    Optional<Integer> processes,
    Optional<Double> readySeconds,
    Optional<Double> idleMib,
    Optional<Double> peakMib,
    Latency quiet,
    Latency loaded,
    Slowdown slowdown,
    Optional<Double> heavyPerSecond,
    List<OutageResult> outages,
    String reason) {

  /** Copies the outages, so that a result never changes. */
  public AlternativeResult {
    outages = List.copyOf(outages);
  }

  /** Whether it was tried as often as planned. */
  boolean measured() {
    return turns >= planned;
  }

  /**
   * Times of short activities.
   *
   * @param n how many
   * @param p50 their median
   * @param p99 their 99th percentile
   */
  public record Latency(int n, Optional<Double> p50, Optional<Double> p99) {}

  /**
   * The load's times against the quiet ones.
   *
   * @param p50 the ratio of the medians
   * @param p99 the ratio of the 99th percentiles
   */
  public record Slowdown(Optional<Double> p50, Optional<Double> p99) {}

  /**
   * The deaths of one worker.
   *
   * @param id what it served
   * @param deaths how many
   * @param deadSeconds how long it was dead: the median
   * @param stopped how many workflow types no worker took up while it was dead
   * @param goingOn how many did
   * @param recoveryMillis kill to the first completion of a workflow that was started after it, of
   *     the types that had stopped, the slowest of them: the median; empty where nothing stopped
   * @param inFlightMillis kill until every workflow that was open then had completed: the median
   * @param workflows by workflow type
   */
  public record OutageResult(
      String id,
      int deaths,
      double deadSeconds,
      int stopped,
      int goingOn,
      Optional<Double> recoveryMillis,
      Optional<Double> inFlightMillis,
      List<TypeOutage> workflows) {

    /** Copies the list, so that a result never changes. */
    public OutageResult {
      workflows = List.copyOf(workflows);
    }
  }

  /**
   * One workflow type while the worker was dead, all deaths together.
   *
   * @param id the workflow type
   * @param started how many were started just after the kills
   * @param served how many of them a worker took up while that one was dead
   * @param completed how many of them completed while the worker was dead
   * @param recoveryMillis kill to the first completion of one of them: the median
   * @param inFlight how many were open at the kills
   * @param inFlightCompleted how many of those completed while the worker was dead
   */
  public record TypeOutage(
      String id,
      int started,
      int served,
      int completed,
      Optional<Double> recoveryMillis,
      int inFlight,
      int inFlightCompleted) {}
}
