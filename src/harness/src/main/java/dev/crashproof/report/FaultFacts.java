package dev.crashproof.report;

import java.util.List;
import java.util.Optional;

/**
 * What a run saved of faults beyond the sweeps' kills, and of how the oracle was tried.
 *
 * @param trials the trials, by campaign, id and run
 * @param mutants the mutants, by id
 * @param soak the soak, where the run is one
 */
public record FaultFacts(
    List<TrialRecord> trials, List<MutantRecord> mutants, Optional<SoakRecord> soak) {

  /** Copies the lists, so that facts never change. */
  public FaultFacts {
    trials = List.copyOf(trials);
    mutants = List.copyOf(mutants);
  }

  /** The trials of a campaign. */
  List<TrialRecord> of(String campaign) {
    return trials.stream().filter(trial -> trial.campaign().equals(campaign)).toList();
  }
}
