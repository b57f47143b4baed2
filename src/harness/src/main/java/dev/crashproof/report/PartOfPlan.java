package dev.crashproof.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a run that was asked for one part came to do of its plan: all of which there is a fact, be
 * it only the reason why there is nothing else. Nothing that it was not asked for is missed.
 */
final class PartOfPlan {
  private final Plan plan;
  private final FaultFacts faults;
  private final Set<String> known = new HashSet<>();

  PartOfPlan(RunFacts facts) {
    this.plan = facts.plan();
    this.faults = facts.faults();
    facts.measurements().forEach(measure -> known.add(measure.id()));
    facts.recovery().forEach(measure -> known.add(measure.id()));
    facts.scenarios().forEach(scenario -> known.add(scenario.id()));
    facts.sweeps().forEach(sweep -> known.add(sweep.id()));
    facts.alternatives().forEach(turn -> known.add(turn.alternative()));
    known.addAll(facts.missing().keySet());
  }

  /** The part, with those of the claims of which it can tell something. */
  Plan plan(List<PlannedClaim> claims) {
    return new Plan(
        plan.fileName(),
        plan.title() + " (in part)",
        "**A part of the run was asked for, and only this part is here.** " + plan.intro(),
        plan.tableTitle(),
        known(plan.targets(), planned -> planned.target().id()),
        known(plan.supporting(), PlannedMeasure::id),
        known(plan.recovery(), PlannedMeasure::id),
        known(plan.scenarios(), PlannedScenario::id),
        known(plan.sweeps(), PlannedSweep::id),
        known(plan.alternatives(), PlannedAlternative::id),
        claims,
        plan.faults().map(this::part),
        plan.inputs(),
        plan.reproduce(),
        plan.limits());
  }

  /** The claims of which results tell something. */
  List<PlannedClaim> told(Results results) {
    Set<String> told = new HashSet<>();
    results.claims().stream()
        .filter(claim -> claim.verdict() != ClaimResult.Verdict.NOT_MEASURED)
        .forEach(claim -> told.add(claim.id()));
    return plan.claims().stream().filter(claim -> told.contains(claim.id())).toList();
  }

  /** What was tried; of a part nobody can say what it covers. */
  private FaultPlan part(FaultPlan whole) {
    Set<String> kinds = new HashSet<>();
    Stream.of(TrialRecord.FAULTS, TrialRecord.COVERAGE)
        .flatMap(campaign -> faults.of(campaign).stream())
        .forEach(trial -> trial.faults().forEach(fault -> kinds.add(fault.kind())));
    Set<String> pairs = new HashSet<>();
    faults.of(TrialRecord.PAIRS).stream()
        .filter(trial -> trial.faults().size() == 2)
        .forEach(t -> pairs.add(t.faults().get(0).kind() + "+" + t.faults().get(1).kind()));
    Set<String> mutants = new HashSet<>();
    faults.mutants().forEach(mutant -> mutants.add(mutant.id()));
    return new FaultPlan(
        whole.kinds().stream().filter(kinds::contains).toList(),
        whole.pairs().stream().filter(pair -> pairs.contains(pair.toString())).toList(),
        whole.mutants().stream().filter(mutants::contains).toList(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        faults.soak().flatMap(soak -> whole.soak()),
        whole.soakReport());
  }

  private <T> List<T> known(List<T> planned, Function<T, String> id) {
    return planned.stream().filter(each -> known.contains(id.apply(each))).toList();
  }
}
