package dev.crashproof.report;

/**
 * A scenario that a run sets out to play.
 *
 * @param id its stable id
 * @param workflow the workflow's type
 * @param moment when the worker is killed, {@code none} where it is not
 * @param runs how many runs of it are wanted; fewer are no proof
 */
public record PlannedScenario(String id, String workflow, String moment, int runs) {

  /**
   * Refuses a scenario of which nothing is wanted.
   *
   * @throws IllegalArgumentException if so
   */
  public PlannedScenario {
    if (runs < 1) {
      throw new IllegalArgumentException(
          "The scenario %s wants %d runs: it takes 1 at least.".formatted(id, runs));
    }
  }
}
