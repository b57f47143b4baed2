package dev.crashproof.suite;

import dev.crashproof.checker.FaultsChecker;
import dev.crashproof.checker.States;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.When;
import dev.crashproof.report.StruckFault;
import dev.crashproof.report.TrialRecord;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the report is told of trials. */
final class TrialFacts {
  private TrialFacts() {}

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
        trial.schedule().faults().stream().map(f -> fault(f, false, why)).toList(),
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
              return fault(faults.get(i), struck, struck ? "" : why(run));
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

  private static StruckFault fault(PlannedFault planned, boolean struck, String why) {
    return new StruckFault(
        planned.fault().kind(),
        planned.when().words(),
        moment(planned.when()),
        struck,
        why,
        Map.of());
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
