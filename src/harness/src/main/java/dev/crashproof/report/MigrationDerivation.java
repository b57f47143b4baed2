package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.report.MigrationFacts.MigratedRun;
import dev.crashproof.report.MigrationFacts.ReplayedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Derives what a migration came to from its facts and the evidence of its workflows. */
final class MigrationDerivation {
  private static final String KILL = "kill";
  // 128 and the signal's number, as shells have it.
  private static final String CODE_OF_SIGNAL_9 = "137";
  private static final Set<String> OF_LOSS = Set.of("lost", "result", "harness");

  private final MigrationFacts facts;
  private final List<ScenarioRecord> runs;

  MigrationDerivation(MigrationFacts facts, List<ScenarioRecord> scenarios) {
    this.facts = facts;
    this.runs = scenarios.stream().filter(s -> s.id().equals(facts.scenario())).toList();
  }

  MigrationResult result() {
    Map<String, Integer> kills = kills();
    List<String> doubts = doubts(kills);
    List<String> broken = broken();
    List<String> reasons = new ArrayList<>(broken);
    reasons.addAll(doubts);
    return new MigrationResult(
        sum(kills),
        facts.plannedKills(),
        kills,
        facts.seed(),
        runs.size(),
        (int) facts.runs().stream().filter(MigratedRun::straddled).count(),
        runs.stream().mapToInt(r -> r.evidence().ledger().effects().size()).sum(),
        count(OF_LOSS),
        count(Set.of("duplicates")),
        asTheyMust(true),
        asTheyMust(false),
        broken.isEmpty()
            ? doubts.isEmpty() ? ofRuns() : worse(Validity.UNKNOWN, ofRuns())
            : Validity.INVALID,
        reasons);
  }

  /** A kill counts when the one who died of it was seen dead of it. */
  private Map<String, Integer> kills() {
    return facts.history().all(op -> op.is(OpKind.INVOKE, KILL)).stream()
        .filter(this::struck)
        .collect(Collectors.toMap(Op::process, op -> 1, Integer::sum, TreeMap::new));
  }

  private boolean struck(Op kill) {
    return kill.detail("signal").filter("9"::equals).isPresent()
        && facts
            .history()
            .after(kill)
            .first(
                op ->
                    op.process().equals(kill.process()) && op.name().equals(KILL) && same(op, kill))
            .filter(op -> op.kind() == OpKind.OK)
            .flatMap(op -> op.detail("code"))
            .filter(CODE_OF_SIGNAL_9::equals)
            .isPresent();
  }

  private static boolean same(Op one, Op other) {
    return one.detail("start").equals(other.detail("start"));
  }

  private List<String> broken() {
    return facts.replays().stream()
        .filter(r -> r.outcome() != ReplayedRun.Outcome.NOT_ASKED && !r.asItMust())
        .map(MigrationDerivation::words)
        .toList();
  }

  private List<String> doubts(Map<String, Integer> kills) {
    List<String> doubts = new ArrayList<>();
    if (sum(kills) < facts.plannedKills()) {
      doubts.add(
          "%d workers were killed, fewer than %d".formatted(sum(kills), facts.plannedKills()));
    }
    if (runs.size() != facts.runs().size()) {
      doubts.add("%d workflows ran, %d were judged".formatted(facts.runs().size(), runs.size()));
    }
    if (asTheyMust(true) == 0 || asTheyMust(false) == 0) {
      doubts.add("no replay shows that event histories fit, or none that others would be refused");
    }
    facts.replays().stream()
        .filter(r -> r.outcome() == ReplayedRun.Outcome.NOT_ASKED)
        .map(MigrationDerivation::words)
        .forEach(doubts::add);
    runs.stream()
        .filter(r -> r.judgement().validity() != Validity.VALID)
        .map(r -> "workflow %d, %s: %s".formatted(r.run(), r.workflow(), r.judgement().reasons()))
        .forEach(doubts::add);
    return doubts;
  }

  private static String words(ReplayedRun replay) {
    return "%s of %s, which %s, on %s: %s"
        .formatted(
            replay.workflow(),
            replay.workflowId(),
            replay.mustFit() ? "must fit" : "must be refused",
            replay.worker(),
            replay.words());
  }

  private Validity ofRuns() {
    return runs.stream()
        .map(r -> r.judgement().validity())
        .max(Comparator.naturalOrder())
        .orElse(Validity.UNKNOWN);
  }

  private static Validity worse(Validity one, Validity other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private int count(Set<String> checkers) {
    return (int)
        runs.stream().filter(r -> r.verdicts().stream().anyMatch(v -> says(v, checkers))).count();
  }

  private static boolean says(Verdict verdict, Set<String> checkers) {
    return checkers.contains(verdict.checker()) && verdict.validity() != Validity.VALID;
  }

  private int asTheyMust(boolean fitting) {
    return (int)
        facts.replays().stream()
            .filter(r -> r.mustFit() == fitting)
            .filter(ReplayedRun::asItMust)
            .count();
  }

  private static int sum(Map<String, Integer> kills) {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }
}
