package dev.crashproof.nemesis;

/**
 * How many messages a fault of the {@link Network} has hit. One may count twice: what was held, and
 * dropped in the end.
 *
 * @param held kept back by a cut, requests and answers
 * @param dropped never arrive: answers lost, and what a reset took of what was held
 * @param delayed late by a slow network, requests and answers
 * @param failed answered with an error in the peer's place
 */
public record Tally(long held, long dropped, long delayed, long failed) {

  /** Whether nothing was hit: the fault was none to this worker. */
  public boolean none() {
    return held + dropped + delayed + failed == 0;
  }

  /** What was hit since another count of the same network. */
  public Tally since(Tally earlier) {
    return new Tally(
        held - earlier.held,
        dropped - earlier.dropped,
        delayed - earlier.delayed,
        failed - earlier.failed);
  }
}
