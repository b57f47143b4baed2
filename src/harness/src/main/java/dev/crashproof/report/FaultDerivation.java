package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.report.FaultPlan.PlannedPair;
import dev.crashproof.report.FaultPlan.PlannedState;
import dev.crashproof.report.FaultResults.FaultResult;
import dev.crashproof.report.FaultResults.MutantResult;
import dev.crashproof.report.FaultResults.PairResult;
import dev.crashproof.report.FaultResults.SoakResult;
import dev.crashproof.report.FaultResults.StateResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derives what a run came to under faults: what was planned first, then what else was tried. */
final class FaultDerivation {
  private static final SoakRecord NO_SOAK = new SoakRecord("soak", 0, 0, 0, 0, 0, 0, 0, List.of());

  private final FaultPlan plan;
  private final FaultFacts facts;
  private final List<SweepFacts> sweeps;
  private final UnaryOperator<String> whyMissing;

  FaultDerivation(RunFacts run) {
    this.plan = run.plan().faults().orElse(FaultPlan.NONE);
    this.facts = run.faults();
    this.sweeps = run.sweeps();
    this.whyMissing = run::whyMissing;
  }

  FaultResults results() {
    List<FaultResult> faults = faults();
    Map<String, String> unsupported =
        faults.stream()
            .filter(f -> f.verdict() == TrialVerdict.UNSUPPORTED)
            .collect(Collectors.toMap(FaultResult::kind, f -> f.unsupported().orElse("")));
    return new FaultResults(
        faults,
        pairs(),
        mutants(),
        new CoverageDerivation(plan, facts, sweeps, unsupported).result(),
        facts.soak().or(() -> plan.soak().map(planned -> NO_SOAK)).map(this::soak),
        states());
  }

  private List<FaultResult> faults() {
    Map<String, List<TrialRecord>> byKind = new LinkedHashMap<>();
    plan.kinds().forEach(kind -> byKind.put(kind, new ArrayList<>()));
    facts.trials().stream()
        .filter(t -> !t.campaign().equals(TrialRecord.PAIRS))
        .filter(t -> !t.campaign().equals(TrialRecord.SOAK))
        .forEach(t -> kinds(t).forEach(k -> list(byKind, k).add(t)));
    return byKind.entrySet().stream().map(e -> fault(e.getKey(), e.getValue())).toList();
  }

  private FaultResult fault(String kind, List<TrialRecord> trials) {
    List<StruckFault> own =
        trials.stream()
            .flatMap(t -> t.faults().stream())
            .filter(f -> f.kind().equals(kind))
            .toList();
    Map<String, String> properties = new TreeMap<>();
    own.forEach(fault -> properties.putAll(fault.properties()));
    return new FaultResult(
        kind,
        (int) trials.stream().filter(TrialRecord::supported).count(),
        (int) own.stream().filter(StruckFault::struck).count(),
        verdict(trials),
        reasons(trials, kind),
        trials.stream().filter(t -> !t.supported()).map(TrialRecord::unsupported).findFirst(),
        properties);
  }

  private List<PairResult> pairs() {
    Map<PlannedPair, List<TrialRecord>> byPair = new LinkedHashMap<>();
    plan.pairs().forEach(pair -> byPair.put(pair, new ArrayList<>()));
    facts.of(TrialRecord.PAIRS).stream()
        .filter(t -> t.faults().size() >= 2)
        .forEach(
            t ->
                list(byPair, new PlannedPair(t.faults().get(0).kind(), t.faults().get(1).kind()))
                    .add(t));
    return byPair.entrySet().stream().map(e -> pair(e.getKey(), e.getValue())).toList();
  }

  private PairResult pair(PlannedPair pair, List<TrialRecord> trials) {
    return new PairResult(
        pair.first(),
        pair.second(),
        (int) trials.stream().filter(TrialRecord::supported).count(),
        verdict(trials),
        reasons(trials, pair.toString()));
  }

  /** What was not performed says nothing where something else was. */
  private static TrialVerdict verdict(List<TrialRecord> trials) {
    return trials.stream()
        .filter(TrialRecord::supported)
        .map(t -> TrialVerdict.valueOf(t.judgement().validity().name()))
        .max(Comparator.naturalOrder())
        .orElse(trials.isEmpty() ? TrialVerdict.UNKNOWN : TrialVerdict.UNSUPPORTED);
  }

  private List<String> reasons(List<TrialRecord> trials, String id) {
    return trials.isEmpty()
        ? List.of("not tried: " + whyMissing.apply(id))
        : trials.stream().flatMap(FaultDerivation::reasons).toList();
  }

  private static Stream<String> reasons(TrialRecord trial) {
    return trial.supported()
        ? trial.judgement().reasons().stream()
            .map(
                reason ->
                    "%s in %s, run %d, %s"
                        .formatted(trial.id(), trial.workflow(), trial.run(), reason))
        : Stream.of("unsupported: " + trial.unsupported());
  }

  private List<MutantResult> mutants() {
    Map<String, MutantResult> byId = new LinkedHashMap<>();
    plan.mutants().forEach(id -> byId.put(id, notRun(id)));
    facts.mutants().forEach(mutant -> byId.put(mutant.id(), mutant(mutant)));
    return List.copyOf(byId.values());
  }

  private MutantResult notRun(String id) {
    return new MutantResult(id, "", "", "", false, List.of(), "not run: " + whyMissing.apply(id));
  }

  private static MutantResult mutant(MutantRecord m) {
    return new MutantResult(
        m.id(),
        m.mistake(),
        m.checker(),
        m.revealedBy(),
        m.caught() && m.foundBy().contains(m.checker()),
        m.foundBy(),
        m.reasons().isEmpty() ? "no checker said anything" : String.join("; ", m.reasons()));
  }

  private SoakResult soak(SoakRecord soak) {
    List<String> reasons = new ArrayList<>(soak.alarms());
    if (soak.falseAlarms() > 0 && soak.alarms().isEmpty()) {
      reasons.add("%d false alarms".formatted(soak.falseAlarms()));
    }
    plan.soak()
        .filter(p -> soak.faultFreeRuns() < p.faultFreeRuns() || soak.faultyRuns() < p.faultyRuns())
        .ifPresent(
            p ->
                reasons.add(
                    "%d runs without a fault and %d with one, fewer than %d and %d"
                        .formatted(
                            soak.faultFreeRuns(),
                            soak.faultyRuns(),
                            p.faultFreeRuns(),
                            p.faultyRuns())));
    return new SoakResult(
        soak.runs(),
        soak.faultFreeRuns(),
        soak.faultyRuns(),
        soak.faults(),
        soak.falseAlarms(),
        soak.seconds(),
        soak.seed(),
        soak.falseAlarms() > 0
            ? Validity.INVALID
            : reasons.isEmpty() ? Validity.VALID : Validity.UNKNOWN,
        reasons);
  }

  private List<StateResult> states() {
    Map<String, Boolean> required = new LinkedHashMap<>();
    for (PlannedState planned : plan.states()) {
      required.put(planned.state(), planned.required());
    }
    facts.trials().stream()
        .flatMap(trial -> trial.states().stream())
        .sorted()
        .forEach(state -> required.putIfAbsent(state, false));
    return required.entrySet().stream()
        .map(e -> new StateResult(e.getKey(), times(e.getKey()), e.getValue()))
        .toList();
  }

  private int times(String state) {
    return (int) facts.trials().stream().filter(t -> t.states().contains(state)).count();
  }

  private static Set<String> kinds(TrialRecord trial) {
    return trial.faults().stream()
        .map(StruckFault::kind)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static <K> List<TrialRecord> list(Map<K, List<TrialRecord>> map, K key) {
    return map.computeIfAbsent(key, k -> new ArrayList<>());
  }
}
