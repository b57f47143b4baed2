package dev.crashproof.sweep;

import dev.crashproof.history.boundary.Depth;
import dev.crashproof.lane.Patience;
import dev.crashproof.lane.PlayException;
import java.time.Duration;

/**
 * How a sweep is played.
 *
 * @param depth whether boundaries that are one cut are struck once or each
 * @param lanes how many points are played at the same time
 * @param readyWithin how long a worker may take to poll
 * @param stuckAfter how long a workflow may show no new event before it counts as stuck
 * @param tries how often a boundary is tried that was not reached, since only a race leads there
 */
public record SweepSettings(
    Depth depth, int lanes, Duration readyWithin, Duration stuckAfter, int tries) {
  private static final int TRIES = 20;

  /**
   * Refuses what could never be played.
   *
   * @throws PlayException if so
   */
  public SweepSettings {
    if (lanes < 1 || tries < 1) {
      throw new PlayException(
          "A sweep needs at least 1 lane and 1 try, not %d and %d.".formatted(lanes, tries));
    }
  }

  /** What suits most workers on a machine with two cores. */
  public static SweepSettings standard() {
    return new SweepSettings(
        Depth.NORMAL, 4, Duration.ofSeconds(60), Duration.ofSeconds(60), TRIES);
  }

  /** The same with so many lanes. */
  public SweepSettings withLanes(int number) {
    return new SweepSettings(depth, number, readyWithin, stuckAfter, tries);
  }

  /** The same at another depth. */
  public SweepSettings withDepth(Depth wanted) {
    return new SweepSettings(wanted, lanes, readyWithin, stuckAfter, tries);
  }

  /** The same with another bound for a worker that starts. */
  public SweepSettings withReadyWithin(Duration bound) {
    return new SweepSettings(depth, lanes, bound, stuckAfter, tries);
  }

  /** The same with another bound for a workflow without a new event. */
  public SweepSettings withStuckAfter(Duration bound) {
    return new SweepSettings(depth, lanes, readyWithin, bound, tries);
  }

  /** How long is waited in a lane. */
  Patience patience() {
    return new Patience(readyWithin, stuckAfter);
  }
}
