package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.report.FaultResults.FaultResult;
import dev.crashproof.report.FaultResults.MutantResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes a run fail under faults: a fault or a pair that is neither VALID nor UNSUPPORTED, a
 * mutant that its checker did not catch, too few cells struck, a soak with a false alarm or shorter
 * than planned, a required state that never came about.
 */
final class FaultGate {
  private FaultGate() {}

  static List<String> failures(Results results) {
    List<String> failures = new ArrayList<>();
    results.faults().stream()
        .filter(f -> fails(f.verdict()) || neverStruck(f))
        .map(FaultGate::sentence)
        .forEach(failures::add);
    results.pairs().stream()
        .filter(p -> fails(p.verdict()))
        .map(
            p ->
                "Double fault %s, then %s is %s: %s."
                    .formatted(p.first(), p.second(), p.verdict(), String.join("; ", p.reasons())))
        .forEach(failures::add);
    results.mutants().stream()
        .filter(m -> !m.caught())
        .map(FaultGate::sentence)
        .forEach(failures::add);
    results
        .coverage()
        .filter(c -> c.verdict() != Validity.VALID)
        .map(
            c ->
                "Coverage is UNKNOWN: %d of %d reachable cells were struck, fewer than %d %%."
                    .formatted(c.struck(), c.reachable(), CoverageResult.ENOUGH))
        .ifPresent(failures::add);
    results
        .soak()
        .filter(s -> s.verdict() != Validity.VALID)
        .map(
            s ->
                "The soak is %s (%d false alarms in %d runs): %s."
                    .formatted(
                        s.verdict(), s.falseAlarms(), s.runs(), String.join("; ", s.reasons())))
        .ifPresent(failures::add);
    results.sometimes().stream()
        .filter(s -> s.required() && s.times() == 0)
        .map(
            s ->
                "The state \"%s\" never came about, so that nothing shows what happens in it."
                    .formatted(s.state()))
        .forEach(failures::add);
    return failures;
  }

  /** Whether neither faults nor the oracle were tried, nor should have been. */
  static boolean nothing(Results results) {
    return results.faults().isEmpty()
        && results.pairs().isEmpty()
        && results.mutants().isEmpty()
        && results.soak().isEmpty();
  }

  /** Whether nothing of it was tried, whether it should have been or not. */
  static boolean nothingTried(Results results) {
    return results.faults().stream().allMatch(f -> f.trials() == 0)
        && results.pairs().stream().allMatch(p -> p.trials() == 0)
        && results.mutants().stream().noneMatch(m -> m.caught() || !m.checker().isEmpty())
        && results.soak().filter(s -> s.runs() > 0).isEmpty();
  }

  private static boolean fails(TrialVerdict verdict) {
    return verdict == TrialVerdict.UNKNOWN || verdict == TrialVerdict.INVALID;
  }

  private static boolean neverStruck(FaultResult fault) {
    return fault.struck() == 0 && fault.verdict() != TrialVerdict.UNSUPPORTED;
  }

  private static String sentence(FaultResult fault) {
    String verdict = "Fault %s is %s".formatted(fault.kind(), fault.verdict());
    return (neverStruck(fault) ? verdict + " and never struck" : verdict)
        + (fault.reasons().isEmpty() ? "." : ": " + String.join("; ", fault.reasons()) + ".");
  }

  private static String sentence(MutantResult mutant) {
    if (mutant.foundBy().isEmpty()) {
      return "Mutant %s was not caught: %s.".formatted(mutant.id(), mutant.reason());
    }
    return "Mutant %s was caught by %s, not by %s, which must catch it: %s."
        .formatted(
            mutant.id(), String.join(", ", mutant.foundBy()), mutant.checker(), mutant.reason());
  }
}
