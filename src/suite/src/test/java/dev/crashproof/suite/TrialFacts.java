package dev.crashproof.suite;

import dev.crashproof.checker.FaultsChecker;
import dev.crashproof.checker.States;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.When;
import dev.crashproof.report.SavedEvidence;
import dev.crashproof.report.StruckFault;
import dev.crashproof.report.TrialRecord;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the report is told of trials. */
final class TrialFacts {
  private TrialFacts() {}

  /** Saves one that was played; with what was gathered of it, where a checker is not content. */
  static void save(SuiteRun suite, String campaign, TrialRun run) {
    TrialRecord record = of(campaign, run);
    if (run.judgement().validity() != Validity.VALID) {
      suite.facts().save(record, new SavedEvidence(run.evidence(), Optional.empty()));
    }
    suite.facts().save(record);
  }

  /** One that was played. */
  static TrialRecord of(String campaign, TrialRun run) {
    Trial trial = run.trial();
    return new TrialRecord(
        campaign,
        trial.id(),
        workflow(trial),
        1,
        trial.schedule().seed(),
        faults(run),
        run.judgement().verdicts(),
        run.took().toNanos() / 1e9,
        States.of(run.evidence()),
        "");
  }

  /** One that can't be played here. */
  static TrialRecord unsupported(String campaign, Trial trial, String why) {
    return TrialRecord.unsupported(
        campaign,
        trial.id(),
        workflow(trial),
        trial.schedule().faults().stream().map(f -> fault(f, false, why, Map.of())).toList(),
        why);
  }

  private static String workflow(Trial trial) {
    return trial.workload().parts().get(0).type();
  }

  private static List<StruckFault> faults(TrialRun run) {
    List<PlannedFault> faults = run.trial().schedule().faults();
    return IntStream.range(0, faults.size())
        .mapToObj(
            i -> {
              boolean struck = i < run.struck();
              return fault(faults.get(i), struck, struck ? "" : why(run), properties(run));
            })
        .toList();
  }

  private static String why(TrialRun run) {
    return run.judgement().verdicts().stream()
        .filter(v -> v.checker().equals(FaultsChecker.NAME) && v.validity() != Validity.VALID)
        .map(Verdict::reason)
        .findFirst()
        .orElse("the workload was over before");
  }

  /** What is called by plain HTTP is told apart from what a transaction fences. */
  private static Map<String, String> properties(TrialRun run) {
    long sent =
        run.evidence()
            .history()
            .all(op -> op.kind() == OpKind.INVOKE && WireOp.on(WireOp.HTTP, op))
            .size();
    long there =
        run.evidence().ledger().effects().stream()
            .filter(effect -> effect.key().endsWith(IntegrationRun.CALLED))
            .count();
    if (sent < 2 || there == 0) {
      return Map.of();
    }
    String fenced =
        there == 1
            ? "the service honours the Idempotency-Key, and so its effect is there once"
            : "nobody but the service could fence it, and it does not: its effect is there %d times, so expect it at least once"
                .formatted(there);
    return Map.of(
        "a plain HTTP call in " + run.trial().id(), "sent %d times; %s".formatted(sent, fenced));
  }

  private static StruckFault fault(
      PlannedFault planned, boolean struck, String why, Map<String, String> properties) {
    return new StruckFault(
        planned.fault().kind(),
        planned.when().words(),
        moment(planned.when()),
        struck,
        why,
        properties);
  }

  private static String moment(When when) {
    if (when instanceof When.AtBoundary at) {
      // "after (assigned)" is one sort of after.
      return at.boundary().kind().word().split(" ", 2)[0];
    } else if (when instanceof When.AtEvent) {
      return "event";
    }
    return when instanceof When.AtTime ? "time" : "recovering";
  }
}
