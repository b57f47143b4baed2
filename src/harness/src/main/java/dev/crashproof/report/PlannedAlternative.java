package dev.crashproof.report;

/**
 * One of several arrangements of workers that a run sets out to try under the same load.
 *
 * @param id its stable id
 * @param name its name for people
 * @param blocks how many turns it takes; fewer are no measure
 */
public record PlannedAlternative(String id, String name, int blocks) {

  /**
   * Refuses an alternative that is never tried.
   *
   * @throws IllegalArgumentException if so
   */
  public PlannedAlternative {
    if (blocks < 1) {
      throw new IllegalArgumentException(
          "The alternative %s takes %d turns: it takes 1 at least.".formatted(id, blocks));
    }
  }
}
