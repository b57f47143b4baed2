package dev.crashproof.report;

import dev.crashproof.checker.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trials, mutants and a soak, written down by hand. */
final class DemoTrials {
  static final String WORKFLOW = "DemoWorkflow";
  static final MutantRecord CAUGHT =
      new MutantRecord(
          "no-key",
          "the effect has no idempotency key",
          "effects",
          "kill after its commit",
          true,
          List.of("effects"),
          "VALID",
          List.of("effects: process_data#1 is there twice"));
  static final SoakRecord SOAK =
      new SoakRecord("soak", 2000, 1000, 1000, 1500, 0, 3600, 42, List.of());

  private DemoTrials() {}

  static StruckFault struck(String kind, String boundaryKind) {
    return new StruckFault(kind, boundaryKind + " x#1", boundaryKind, true, "", Map.of());
  }

  static StruckFault missed(String kind, String boundaryKind) {
    return new StruckFault(
        kind, boundaryKind + " x#1", boundaryKind, false, "it was not reached", Map.of());
  }

  static TrialRecord single(int run, StruckFault fault, Verdict... verdicts) {
    return trial(TrialRecord.FAULTS, run, List.of(fault), verdicts);
  }

  static TrialRecord pair(String first, String second, Verdict... verdicts) {
    return trial(
        TrialRecord.PAIRS,
        1,
        List.of(struck(first, "after"), struck(second, "recovering")),
        verdicts);
  }

  private static TrialRecord trial(
      String campaign, int run, List<StruckFault> faults, Verdict... verdicts) {
    return new TrialRecord(
        campaign,
        String.join(".", faults.stream().map(StruckFault::kind).toList()),
        WORKFLOW,
        run,
        7,
        faults,
        Arrays.asList(verdicts),
        4.5,
        Set.of("retry taken"),
        "");
  }

  static TrialRecord unsupported(String kind, String boundaryKind, String why) {
    return TrialRecord.unsupported(
        TrialRecord.FAULTS, kind, WORKFLOW, List.of(missed(kind, boundaryKind)), why);
  }
}
