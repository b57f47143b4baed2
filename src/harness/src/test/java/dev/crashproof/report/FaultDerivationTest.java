package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.report.CoverageResult.Cell;
import dev.crashproof.report.CoverageResult.State;
import dev.crashproof.report.FaultPlan.CellExclusion;
import dev.crashproof.report.FaultPlan.PlannedPair;
import dev.crashproof.report.FaultPlan.PlannedSoak;
import dev.crashproof.report.FaultPlan.PlannedState;
import dev.crashproof.report.FaultResults.FaultResult;
import dev.crashproof.report.FaultResults.MutantResult;
import dev.crashproof.report.FaultResults.PairResult;
import dev.crashproof.report.FaultResults.SoakResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of faults, pairs, mutants, coverage and a soak is no better than what was saved. */
class FaultDerivationTest {
  private static final Verdict TWICE = Verdict.invalid("effects", "x#1 is there twice");

  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
    Demo.saveAll(run, 5100);
  }

  private static FaultPlan plan(List<String> kinds, CellExclusion... exclusions) {
    return new FaultPlan(
        kinds,
        List.of(),
        List.of(),
        List.of("before", "after"),
        List.of(DemoTrials.WORKFLOW),
        List.of(exclusions),
        List.of(),
        Optional.empty(),
        "");
  }

  private static FaultPlan pairs(PlannedPair... pairs) {
    FaultPlan none = FaultPlan.NONE;
    return new FaultPlan(
        none.kinds(),
        List.of(pairs),
        none.mutants(),
        none.boundaryKinds(),
        none.workflows(),
        none.exclusions(),
        none.states(),
        none.soak(),
        "reports/soak.md");
  }

  private static FaultPlan oracle(
      List<String> mutants, Optional<PlannedSoak> soak, PlannedState... states) {
    FaultPlan none = FaultPlan.NONE;
    return new FaultPlan(
        none.kinds(),
        none.pairs(),
        mutants,
        none.boundaryKinds(),
        none.workflows(),
        none.exclusions(),
        List.of(states),
        soak,
        "");
  }

  private Results derived(FaultPlan plan, TrialRecord... trials) {
    run.save(Demo.plan(plan));
    List.of(trials).forEach(run::save);
    return ReportWriter.write(run, reports, Optional.empty());
  }

  private String page() throws IOException {
    return Files.readString(reports.resolve("demo.md"));
  }

  private static TrialRecord kill(int number, String boundaryKind, Verdict... verdicts) {
    return DemoTrials.single(number, DemoTrials.struck("kill", boundaryKind), verdicts);
  }

  @Test
  void aRunWithoutFaultsHasNone() throws IOException {
    Results results = derived(FaultPlan.NONE);

    assertThat(results.faults()).isEmpty();
    assertThat(results.coverage()).isEmpty();
    assertThat(results.soak()).isEmpty();
    assertThat(Gate.failures(results)).isEmpty();
    assertThat(page()).doesNotContain("## Faults", "## Coverage", "## Soak");
  }

  @Test
  void aFaultThatStruckEverywhereIsGood() throws IOException {
    Results results =
        derived(plan(List.of("kill")), kill(1, "before", Demo.VALID), kill(2, "after", Demo.VALID));

    assertThat(results.faults())
        .containsExactly(
            new FaultResult(
                "kill", 2, 2, TrialVerdict.VALID, List.of(), Optional.empty(), Map.of()));
    assertThat(results.coverage().orElseThrow())
        .extracting(CoverageResult::reachable, CoverageResult::struck, CoverageResult::percent)
        .containsExactly(2, 2, Optional.of(100.0));
    assertThat(Gate.failures(results)).isEmpty();
    assertThat(page())
        .contains("| kill | 2 | 2 | **VALID** |")
        .contains("2 of 2 reachable cells were struck (100.0 %): **VALID**")
        .contains("| Fault | Workflow | before | after |\n|-------|----------|---|---|\n")
        .contains("| kill | DemoWorkflow | struck 1 | struck 1 |");
    assertThat(JsonFiles.read(reports.resolve("results.json"), Results.class)).isEqualTo(results);
  }

  @Test
  void aBrokenPromiseOrAMissedStrikeFailsTheRun() {
    assertThat(Gate.failures(derived(plan(List.of("kill")), kill(1, "before", TWICE))))
        .contains(
            "Fault kill is INVALID: kill in DemoWorkflow, run 1, effects: x#1 is there twice.",
            "Coverage is UNKNOWN: 1 of 2 reachable cells were struck, fewer than 90 %.");
    assertThat(
            Gate.failures(
                derived(
                    plan(List.of("kill")),
                    DemoTrials.single(1, DemoTrials.missed("kill", "before"), Demo.VALID))))
        .contains(
            "Fault kill is UNKNOWN and never struck: kill in DemoWorkflow, run 1, strike: kill"
                + " before x#1 did not strike: it was not reached.");
  }

  @Test
  void aPlannedFaultThatNobodyTriedIsMissedByName() {
    run.missing("pause", "time was up");

    assertThat(Gate.failures(derived(plan(List.of("pause")))))
        .contains("Fault pause is UNKNOWN and never struck: not tried: time was up.");
  }

  @Test
  void whatTheEnvironmentCantDoIsToldAndFailsNothing() throws IOException {
    Results results =
        derived(
            plan(List.of("kill", "disk-full")),
            kill(1, "before", Demo.VALID),
            kill(2, "after", Demo.VALID),
            DemoTrials.unsupported("disk-full", "before", "there is no small volume"));

    assertThat(results.faults().get(1))
        .extracting(FaultResult::verdict, FaultResult::unsupported, FaultResult::trials)
        .containsExactly(TrialVerdict.UNSUPPORTED, Optional.of("there is no small volume"), 0);
    assertThat(results.coverage().orElseThrow().unsupported()).isEqualTo(2);
    assertThat(Gate.failures(results)).isEmpty();
    assertThat(page())
        .contains("| disk-full | DemoWorkflow | unsupported | unsupported |")
        .contains("unsupported: there is no small volume");
  }

  @Test
  void aCellIsLeftOutOnlyWithAReason() throws IOException {
    CellExclusion shared =
        new CellExclusion("kill", "after", CellExclusion.ANY, "played in full depth only");
    Results results = derived(plan(List.of("kill"), shared), kill(1, "before", Demo.VALID));

    assertThat(results.coverage().orElseThrow().cells())
        .extracting(Cell::state)
        .containsExactly(State.STRUCK, State.UNREACHABLE);
    assertThat(Gate.failures(results)).isEmpty();
    assertThat(page()).contains("unreachable: played in full depth only (kill after DemoWorkflow)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CellExclusion("kill", "after", "W", " "));
  }

  @Test
  void goldenRunsThatSettledTellWhichBoundariesAreThere() {
    DemoSweep.saveAll(run.sweep(DemoSweep.PLANNED.id()));
    FaultPlan delivered =
        new FaultPlan(
            List.of("kill"),
            List.of(),
            List.of(),
            List.of("before", "after", "delivered"),
            List.of("DemoWorkflow"),
            List.of(),
            List.of(),
            Optional.empty(),
            "");

    List<Cell> cells =
        derived(delivered, kill(1, "before", Demo.VALID)).coverage().orElseThrow().cells();

    assertThat(cells)
        .extracting(Cell::boundaryKind, Cell::state, Cell::times)
        .containsExactly(
            tuple("before", State.STRUCK, 2),
            tuple("after", State.STRUCK, 1),
            tuple("delivered", State.UNREACHABLE, 0),
            tuple("idle", State.STRUCK, 1));
  }

  @Test
  void pairsAreOrderedAndEachIsJudged() throws IOException {
    PlannedPair missing = new PlannedPair("pause", "pause");
    Results results =
        derived(
            pairs(new PlannedPair("kill", "pause"), new PlannedPair("pause", "kill"), missing),
            DemoTrials.pair("kill", "pause", Demo.VALID),
            DemoTrials.pair("pause", "kill", TWICE));

    assertThat(results.pairs())
        .extracting(PairResult::first, PairResult::second, PairResult::verdict)
        .containsExactly(
            tuple("kill", "pause", TrialVerdict.VALID),
            tuple("pause", "kill", TrialVerdict.INVALID),
            tuple("pause", "pause", TrialVerdict.UNKNOWN));
    assertThat(results.faults()).isEmpty();
    assertThat(Gate.failures(results))
        .containsExactly(
            "Double fault pause, then kill is INVALID: pause.kill in DemoWorkflow, run 1, effects:"
                + " x#1 is there twice.",
            "Double fault pause, then pause is UNKNOWN: not tried: the run ended before it came to"
                + " it.");
    assertThat(page())
        .contains("| First, then | pause | kill |\n|-------------|---|---|\n")
        .contains("| kill | V | – |\n| pause | **U** | **I** |\n")
        .contains("This run is none. The last one's report: reports/soak.md.");
  }

  @Test
  void aMutantMustBeCaughtByItsOwnChecker() throws IOException {
    MutantRecord byAnother =
        new MutantRecord(
            "late", "m", "late-effects", "pause", true, List.of("effects"), "VALID", List.of("x"));
    run.save(DemoTrials.CAUGHT);
    run.save(byAnother);

    Results results = derived(oracle(List.of("no-key", "late", "gone"), Optional.empty()));

    assertThat(results.mutants())
        .extracting(MutantResult::caught)
        .containsExactly(true, false, false);
    assertThat(Gate.failures(results))
        .containsExactly(
            "Mutant late was caught by effects, not by late-effects, which must catch it: x.",
            "Mutant gone was not caught: not run: the run ended before it came to it.");
    assertThat(page()).contains("1 of 3 were.").contains("| effects | yes |");
  }

  @Test
  void aSoakIsGoodIfLongEnoughAndWithoutAnAlarm() throws IOException {
    run.save(DemoTrials.SOAK);
    Results results = derived(oracle(List.of(), Optional.of(new PlannedSoak(1000, 1000))));
    assertThat(results.soak().map(SoakResult::verdict)).contains(Validity.VALID);
    assertThat(Gate.failures(results)).isEmpty();
    assertThat(page()).contains("| 2000 | 1000 | 1000 | 1500 | 0 |");

    results = derived(oracle(List.of(), Optional.of(new PlannedSoak(1000, 1001))));
    assertThat(results.soak().map(SoakResult::verdict)).contains(Validity.UNKNOWN);

    run.save(new SoakRecord("soak", 2, 1, 1, 1, 1, 9, 42, List.of("run 2: effects: twice")));
    results = derived(FaultPlan.NONE);
    assertThat(Gate.failures(results))
        .containsExactly("The soak is INVALID (1 false alarms in 2 runs): run 2: effects: twice.");
  }

  @Test
  void aStateThatNeverCameAboutIsTold() throws IOException {
    Results results =
        derived(
            oracle(
                List.of(),
                Optional.empty(),
                new PlannedState("zombie rejected", true),
                new PlannedState("heartbeat resumed", false)),
            kill(1, "before", Demo.VALID));

    assertThat(Gate.failures(results))
        .containsExactly(
            "The state \"zombie rejected\" never came about, so that nothing shows what happens in"
                + " it.");
    assertThat(page())
        .contains("| zombie rejected | **never**, and it is required |")
        .contains("| heartbeat resumed | **never** |")
        .contains("| retry taken | 1 |");
  }

  @Test
  void whatHoldsOfAnEffectIsShown() throws IOException {
    StruckFault pause =
        new StruckFault(
            "pause",
            "before x#1",
            "before",
            true,
            "",
            Map.of("plain HTTP call", "can't be fenced; told as at-least-once"));
    derived(FaultPlan.NONE, DemoTrials.single(1, pause, Demo.VALID));

    assertThat(page()).contains("- pause, plain HTTP call: can't be fenced; told as at-least-once");
  }
}
