package dev.crashproof.report;

import java.util.List;
import java.util.Optional;

/**
 * What a run sets out to do with faults beyond the sweeps' kills, and to try the oracle. What is
 * planned here and does not come about is missed by name.
 *
 * @param kinds the kinds of fault that are tried one at a time, in the report's order
 * @param pairs the ordered pairs of kinds of which the second strikes during recovery from the
 *     first
 * @param mutants the ids of the mutants that must be caught
 * @param boundaryKinds the sorts of moment that each kind is to strike at, as {@link
 *     StruckFault#boundaryKind()} has them
 * @param workflows the types of the workflows in which it is to
 * @param exclusions which of these cells can't be reached, and why
 * @param states the interesting states that are to be seen
 * @param soak how long a soak has to be, where the run is one
 * @param soakReport where the report of the last soak is, where the run is none; may be empty
 */
public record FaultPlan(
    List<String> kinds,
    List<PlannedPair> pairs,
    List<String> mutants,
    List<String> boundaryKinds,
    List<String> workflows,
    List<CellExclusion> exclusions,
    List<PlannedState> states,
    Optional<PlannedSoak> soak,
    String soakReport) {
  /** A plan of nothing. */
  public static final FaultPlan NONE =
      new FaultPlan(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          "");

  /** Copies the lists, so that a plan never changes. */
  public FaultPlan {
    kinds = List.copyOf(kinds);
    pairs = List.copyOf(pairs);
    mutants = List.copyOf(mutants);
    boundaryKinds = List.copyOf(boundaryKinds);
    workflows = List.copyOf(workflows);
    exclusions = List.copyOf(exclusions);
    states = List.copyOf(states);
  }

  /**
   * An ordered pair of kinds of fault.
   *
   * @param first what strikes first
   * @param second what strikes while the first is recovered from
   */
  public record PlannedPair(String first, String second) {
    @Override
    public String toString() {
      return first + "+" + second;
    }
  }

  /**
   * Cells that can't be reached.
   *
   * @param fault the kind of fault; {@value #ANY} for all
   * @param boundaryKind the sort of moment; {@value #ANY} for all
   * @param workflow the workflow's type; {@value #ANY} for all
   * @param reason why, as a clause
   */
  public record CellExclusion(String fault, String boundaryKind, String workflow, String reason) {
    /** Stands for all of a kind. */
    public static final String ANY = "*";

    /**
     * Refuses an exclusion that nobody can dispute.
     *
     * @throws IllegalArgumentException if the reason is blank
     */
    public CellExclusion {
      if (reason.isBlank()) {
        throw new IllegalArgumentException(
            "The cell %s, %s, %s is left out without a reason: give one, or try it."
                .formatted(fault, boundaryKind, workflow));
      }
    }

    boolean covers(String ofFault, String ofKind, String ofWorkflow) {
      return is(fault, ofFault) && is(boundaryKind, ofKind) && is(workflow, ofWorkflow);
    }

    private static boolean is(String pattern, String value) {
      return pattern.equals(ANY) || pattern.equals(value);
    }
  }

  /**
   * An interesting state.
   *
   * @param state its name
   * @param required whether a run in which it never came about fails
   */
  public record PlannedState(String state, boolean required) {}

  /**
   * How long a soak has to be.
   *
   * @param faultFreeRuns how many runs without a fault at least
   * @param faultyRuns how many with one at least
   */
  public record PlannedSoak(int faultFreeRuns, int faultyRuns) {}
}
