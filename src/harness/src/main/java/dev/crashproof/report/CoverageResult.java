package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import java.util.List;
import java.util.Optional;

/**
 * Which fault struck at which sort of moment in which workflow.
 *
 * @param cells the cells, by fault, workflow and sort of moment as planned
 * @param reachable how many of them can be reached, as far as anyone knows
 * @param struck in how many of these the fault struck
 * @param unreachable how many can't be reached
 * @param unsupported how many the environment can't do
 * @param percent the share of the reachable cells that was struck, from 0 to 100; empty where none
 *     is reachable
 * @param verdict VALID from {@value #ENOUGH} percent on, else UNKNOWN
 */
public record CoverageResult(
    List<Cell> cells,
    int reachable,
    int struck,
    int unreachable,
    int unsupported,
    Optional<Double> percent,
    Validity verdict) {
  /** The share of the reachable cells that has to be struck, in percent. */
  public static final int ENOUGH = 90;

  /** Copies the cells, so that a result never changes. */
  public CoverageResult {
    cells = List.copyOf(cells);
  }

  /** What is known of these cells. */
  static CoverageResult of(List<Cell> cells) {
    int struck = count(cells, State.STRUCK);
    int reachable = struck + count(cells, State.REACHED) + count(cells, State.UNTRIED);
    return new CoverageResult(
        cells,
        reachable,
        struck,
        count(cells, State.UNREACHABLE),
        count(cells, State.UNSUPPORTED),
        reachable == 0 ? Optional.empty() : Optional.of(100.0 * struck / reachable),
        reachable > 0 && struck * 100L >= (long) ENOUGH * reachable
            ? Validity.VALID
            : Validity.UNKNOWN);
  }

  private static int count(List<Cell> cells, State state) {
    return (int) cells.stream().filter(cell -> cell.state() == state).count();
  }

  /** What became of a cell. */
  public enum State {
    /** The fault struck there. */
    STRUCK,
    /** It was to strike there in a trial, and did not. */
    REACHED,
    /** No trial was made of it. */
    UNTRIED,
    /** It can't be reached. */
    UNREACHABLE,
    /** The environment can't do it. */
    UNSUPPORTED
  }

  /**
   * A fault, a sort of moment and a workflow.
   *
   * @param fault the kind of fault
   * @param boundaryKind the sort of moment
   * @param workflow the workflow's type
   * @param state what became of it
   * @param times how often the fault struck there
   * @param why why it did not; empty where it did
   */
  public record Cell(
      String fault, String boundaryKind, String workflow, State state, int times, String why) {}
}
