package dev.crashproof.suite;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.measure.Samples;
import dev.crashproof.report.AlternativeRecord;
import dev.crashproof.report.AlternativeRecord.Held;
import dev.crashproof.report.AlternativeRecord.OutageRecord;
import dev.crashproof.report.AlternativeRecord.TypeRecord;
import dev.crashproof.report.ClaimResult;
import dev.crashproof.report.Measurement;
import dev.crashproof.report.PlannedClaim;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.ReportWriter;
import dev.crashproof.report.RunDirectory;
import dev.crashproof.report.ScenarioRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts come of figures: the claims are judged on runs written down by hand. */
class Adr006ClaimsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, NOON);
    run.save(AdrSuite.plan(Depth.CI));
  }

  private Map<String, ClaimResult.Verdict> verdicts() {
    return ReportWriter.write(run, reports, Optional.empty()).claims().stream()
        .collect(toMap(ClaimResult::id, ClaimResult::verdict));
  }

  private ClaimResult.Verdict verdict(String claim) {
    return Optional.ofNullable(verdicts().get(claim)).orElseThrow();
  }

  @Test
  void aRunThatMeasuredNothingJudgesNothing() {
    assertThat(verdicts())
        .allSatisfy(
            (id, verdict) ->
                assertThat(verdict).as(id).isEqualTo(ClaimResult.Verdict.NOT_MEASURED));
  }

  @Test
  void aWholeRunJudgesEveryClaimThatHasARule() {
    saveAll(20, 0);

    assertThat(ReportWriter.write(run, reports, Optional.empty()).claims())
        .filteredOn(claim -> !claim.conditions().isEmpty())
        .filteredOn(claim -> !claim.test().equals("MigrationIT"))
        .allSatisfy(
            claim ->
                assertThat(claim.verdict())
                    .as(claim.id() + ": " + claim.reason())
                    .isNotEqualTo(ClaimResult.Verdict.NOT_MEASURED))
        .allSatisfy(
            claim ->
                assertThat(claim.figures()).as(claim.id()).allMatch(f -> f.value().isPresent()));
  }

  @Test
  void aSplitThatIsolatesIsClearlyBetterUnderLoad() {
    saveAll(20, 0);

    assertThat(verdict("isolate")).isEqualTo(ClaimResult.Verdict.HOLDS);
    assertThat(verdict("without-benefit")).isEqualTo(ClaimResult.Verdict.DOES_NOT_HOLD);
  }

  @Test
  void aSplitThatIsolatesNothingIsNot() {
    saveAll(80, 0);

    assertThat(verdict("isolate")).isEqualTo(ClaimResult.Verdict.HOLDS_PARTLY);
    assertThat(verdict("without-benefit")).isEqualTo(ClaimResult.Verdict.HOLDS_PARTLY);
  }

  @Test
  void whatGoesOnWhileTheMonolithIsDeadRefutesThatAllStops() {
    saveAll(20, 0);
    assertThat(verdict("one-failure")).isEqualTo(ClaimResult.Verdict.HOLDS);

    save("monolith", 1, 80, outage("monolith", 1, 1, 0));
    assertThat(verdict("one-failure")).isEqualTo(ClaimResult.Verdict.DOES_NOT_HOLD);
  }

  @Test
  void oneRunThatIsNotValidRefutesThatARestartLosesNothing() {
    saveAll(20, 0);
    assertThat(verdict("restart")).isEqualTo(ClaimResult.Verdict.HOLDS);

    PlannedScenario midTimer = AdrSuite.midTimer(Depth.CI);
    save(midTimer, midTimer.runs() + 1, Verdict.invalid("effects", "lost one"));
    assertThat(verdict("restart")).isEqualTo(ClaimResult.Verdict.HOLDS_PARTLY);
  }

  @Test
  void everyClaimHasItsOwnIdAndATestUnlessItSaysWhyNot() {
    assertThat(Adr006Claims.ALL).extracting(PlannedClaim::id).doesNotHaveDuplicates();
    assertThat(Adr006Claims.ALL)
        .allMatch(claim -> claim.conditions().isEmpty() == claim.test().isEmpty())
        .allMatch(claim -> claim.conditions().isEmpty() == claim.figures().isEmpty());
  }

  /** All that the plan asks for, with the specialised workers' latency under load. */
  private void saveAll(double specialised, int goesOnInTheMonolith) {
    save("monolith", 1, 80, outage("monolith", goesOnInTheMonolith, 0, 0));
    save(
        "specialised", 2, specialised, outage("verification", 1, 0, 1), outage("general", 0, 1, 1));
    save("pool", 3, 60, outage("monolith", 1, 1, 1));
    AdrSuite.plan(Depth.CI)
        .targets()
        .forEach(t -> measure(t.target().id(), t.target().unit(), t.target().bound() / 2));
    AdrSuite.plan(Depth.CI).supporting().forEach(m -> measure(m.id(), m.unit(), 1));
    AdrSuite.plan(Depth.CI)
        .recovery()
        .forEach(m -> run.saveRecovery(measurement(m.id(), m.unit(), 5000)));
    for (PlannedScenario planned : AdrSuite.plan(Depth.CI).scenarios()) {
      IntStream.rangeClosed(1, planned.runs())
          .forEach(number -> save(planned, number, Verdict.valid("effects", "each once")));
    }
  }

  private void measure(String id, String unit, double value) {
    run.save(measurement(id, unit, value));
  }

  private static Measurement measurement(String id, String unit, double value) {
    Samples samples = Samples.empty(id, unit);
    for (int i = 0; i < Adr006.SAMPLES; i++) {
      samples = samples.plus(value);
    }
    return new Measurement(samples, "by hand", Optional.empty());
  }

  private void save(PlannedScenario planned, int number, Verdict verdict) {
    run.save(
        ScenarioRecord.of(
            planned,
            number,
            new Evidence(
                new History(List.of()),
                new EventHistory("w", "r", List.of()),
                new Ledger(List.of(), List.of()),
                Optional.empty()),
            new dev.crashproof.checker.Judgement(List.of(verdict))));
  }

  private void save(String alternative, int turn, double loaded, OutageRecord... outages) {
    int processes = alternative.equals("monolith") ? 1 : 3;
    run.save(
        new AlternativeRecord(
            alternative,
            turn,
            IntStream.rangeClosed(1, processes)
                .mapToObj(number -> new Held("worker-" + number, 100, 150))
                .toList(),
            processes,
            List.of(10.0, 10.0),
            List.of(loaded, loaded),
            10,
            5,
            List.of(outages)));
  }

  private static OutageRecord outage(String victim, int demo, int verification, int integration) {
    return new OutageRecord(
        victim,
        4,
        List.of(
            type("DurableDemoWorkflow", demo),
            type("VerificationWorkflow", verification),
            type("IntegrationWorkflow", integration)));
  }

  private static TypeRecord type(String type, int served) {
    return new TypeRecord(type, 1, served, 0, Optional.of(4500.0), 1, 0, Optional.of(9000.0));
  }
}
