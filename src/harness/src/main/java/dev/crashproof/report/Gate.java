package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.measure.Outcome;
import dev.crashproof.measure.Regression;
import dev.crashproof.report.Results.RecoveryResult;
import dev.crashproof.report.Results.ScenarioResult;
import dev.crashproof.report.Results.TargetResult;
import dev.crashproof.report.SweepResult.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What makes a run fail, told after its report is written. */
public final class Gate {
  private static final int TOLD = 3;

  private Gate() {}

  /**
   * The failures, each a sentence; empty where the run is good. A target is a failure if it was
   * missed, not measured or measured too few times; one that only a busy machine kept from being
   * judged is told in the report and fails nothing. A scenario is one unless it is VALID: a run
   * that nobody can judge is no proof, nor are fewer runs than planned. So is a sweep. An
   * alternative is one if it was not tried as often as planned. A recovery is one if it is clearly
   * slower than the baseline's, or was not measured. So is a migration unless it is VALID, and any
   * test that failed, and what {@code FaultGate} finds of faults and the oracle. What is said of a
   * claim fails nothing: that one does not hold is a finding.
   */
  public static List<String> failures(Results results) {
    if (nothingCameUp(results)) {
      return List.of("Nothing was measured: " + results.environment().reason());
    }
    List<String> failures = new ArrayList<>();
    if (results.targets().isEmpty()
        && results.scenarios().isEmpty()
        && results.sweeps().isEmpty()
        && FaultGate.nothing(results)) {
      failures.add("The run measured nothing, played no scenario and made no sweep.");
    }
    failures.addAll(ofWhatIsThere(results));
    return List.copyOf(failures);
  }

  /**
   * The failures of a run that was asked for one part, each a sentence: as those of any other, but
   * a part may be a test that measures nothing, whose verdict is its own.
   */
  public static List<String> failuresOfPart(Results results) {
    return results.environment().known()
        ? ofWhatIsThere(results)
        : List.of("Nothing was measured: " + results.environment().reason());
  }

  private static List<String> ofWhatIsThere(Results results) {
    List<String> failures = new ArrayList<>();
    results.targets().stream()
        .filter(Gate::failed)
        .map(t -> "Target %s: %s (%s).".formatted(t.name(), t.verdict(), t.reason()))
        .forEach(failures::add);
    results.scenarios().stream()
        .filter(s -> s.verdict() != Validity.VALID)
        .map(Gate::sentence)
        .forEach(failures::add);
    results.sweeps().stream()
        .filter(s -> s.verdict() != Validity.VALID)
        .map(Gate::sentence)
        .forEach(failures::add);
    results.alternatives().stream()
        .filter(a -> !a.measured())
        .map(a -> "Alternative %s: %s.".formatted(a.id(), a.reason()))
        .forEach(failures::add);
    results.recovery().stream()
        .filter(r -> r.n() == 0 || r.baseline().kind() == Regression.Kind.SLOWER)
        .map(Gate::sentence)
        .forEach(failures::add);
    results
        .migration()
        .filter(m -> m.verdict() != Validity.VALID)
        .map(m -> "The migration is %s: %s.".formatted(m.verdict(), String.join("; ", m.reasons())))
        .ifPresent(failures::add);
    failures.addAll(FaultGate.failures(results));
    results.failedTests().stream()
        .map(t -> "Test %s failed: %s".formatted(t.test(), t.why()))
        .forEach(failures::add);
    return List.copyOf(failures);
  }

  /** One cause, one sentence: all that is missing is missing for want of an environment. */
  private static boolean nothingCameUp(Results results) {
    return !results.environment().known()
        && results.targets().stream().allMatch(t -> t.n() == 0)
        && results.scenarios().stream().allMatch(s -> s.runs() == 0)
        && results.sweeps().stream().allMatch(s -> s.points().isEmpty())
        && results.alternatives().stream().allMatch(a -> a.turns() == 0)
        && FaultGate.nothingTried(results);
  }

  private static boolean failed(TargetResult target) {
    return target.verdict() == Outcome.MISS || target.n() < target.minimumSamples();
  }

  private static String sentence(ScenarioResult scenario) {
    return "Scenario %s is %s: %s."
        .formatted(scenario.id(), scenario.verdict(), String.join("; ", scenario.reasons()));
  }

  /**
   * A broken sweep may have dozens of failures of one cause: the worst few are told, all counted.
   */
  private static String sentence(SweepResult sweep) {
    Stream<String> points =
        sweep.failures().stream()
            .sorted(Comparator.comparing(Failure::validity).reversed())
            .limit(TOLD)
            .map(f -> "%s is %s: %s".formatted(f.boundary(), f.validity(), f.reason()));
    int untold = sweep.failures().size() - TOLD;
    Stream<String> more = untold > 0 ? Stream.of("and %d more".formatted(untold)) : Stream.of();
    return "Sweep %s is %s: %s."
        .formatted(
            sweep.id(),
            sweep.verdict(),
            Stream.of(sweep.reasons().stream(), points, more)
                .flatMap(parts -> parts)
                .collect(Collectors.joining("; ")));
  }

  private static String sentence(RecoveryResult recovery) {
    return recovery.n() == 0
        ? "Recovery %s: %s.".formatted(recovery.moment(), recovery.how())
        : "Recovery %s is clearly slower than the baseline: %s."
            .formatted(recovery.moment(), recovery.baseline().reason());
  }
}
