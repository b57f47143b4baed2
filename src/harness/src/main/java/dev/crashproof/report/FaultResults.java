package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run came to under faults, and how its oracle proved itself. Each component is a key of
 * {@code results.json}.
 *
 * @param faults the kinds of fault, tried one at a time
 * @param pairs the double faults
 * @param mutants the mutants
 * @param coverage which fault struck where; empty where none was planned or tried
 * @param soak the soak; empty where the run is none
 * @param sometimes the interesting states
 */
public record FaultResults(
    List<FaultResult> faults,
    List<PairResult> pairs,
    List<MutantResult> mutants,
    Optional<CoverageResult> coverage,
    Optional<SoakResult> soak,
    List<StateResult> sometimes) {

  /** Copies the lists, so that results never change. */
  public FaultResults {
    faults = List.copyOf(faults);
    pairs = List.copyOf(pairs);
    mutants = List.copyOf(mutants);
    sometimes = List.copyOf(sometimes);
  }

  /**
   * One kind of fault, tried by itself: pairs and soaks are told apart from it.
   *
   * @param kind the kind
   * @param trials how many trials were made of it
   * @param struck in how many of them it struck
   * @param verdict the worst of them; UNSUPPORTED only where none was performed
   * @param reasons why it is not VALID, trial by trial
   * @param unsupported why the environment can't do it; empty where it can
   * @param properties what holds of effects under it, by name
   */
  public record FaultResult(
      String kind,
      int trials,
      int struck,
      TrialVerdict verdict,
      List<String> reasons,
      Optional<String> unsupported,
      Map<String, String> properties) {

    /** Copies the collections, so that a result never changes. */
    public FaultResult {
      reasons = List.copyOf(reasons);
      properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }
  }

  /**
   * An ordered pair of faults.
   *
   * @param first the kind that struck first
   * @param second the kind that struck during recovery
   * @param trials how many trials were made of it
   * @param verdict the worst of them
   * @param reasons why it is not VALID
   */
  public record PairResult(
      String first, String second, int trials, TrialVerdict verdict, List<String> reasons) {

    /** Copies the reasons, so that a result never changes. */
    public PairResult {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * A mutant.
   *
   * @param id its id
   * @param mistake the mistake, in words
   * @param checker the checker that must catch it
   * @param revealedBy what reveals it
   * @param caught whether that checker did
   * @param foundBy the checkers that called it INVALID
   * @param reason what they said; why it was not caught, where it was not
   */
  public record MutantResult(
      String id,
      String mistake,
      String checker,
      String revealedBy,
      boolean caught,
      List<String> foundBy,
      String reason) {

    /** Copies the checkers, so that a result never changes. */
    public MutantResult {
      foundBy = List.copyOf(foundBy);
    }
  }

  /**
   * A soak.
   *
   * @param runs how many workflows were judged
   * @param faultFreeRuns how many of them met no fault
   * @param faultyRuns how many met one at least
   * @param faults how many faults struck
   * @param falseAlarms how many runs of the sound worker were called INVALID
   * @param seconds how long it took
   * @param seed what its schedules were drawn with
   * @param verdict VALID if it was as long as planned, without a false alarm
   * @param reasons why it is not
   */
  public record SoakResult(
      int runs,
      int faultFreeRuns,
      int faultyRuns,
      int faults,
      int falseAlarms,
      double seconds,
      long seed,
      Validity verdict,
      List<String> reasons) {

    /** Copies the reasons, so that a result never changes. */
    public SoakResult {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * An interesting state.
   *
   * @param state its name
   * @param times in how many trials it was seen
   * @param required whether the run fails where it never was
   */
  public record StateResult(String state, int times, boolean required) {}
}
