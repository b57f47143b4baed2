package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.report.SweepResult.CauseTime;
import dev.crashproof.report.SweepResult.Failure;
import dev.crashproof.report.SweepResult.KindRecovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepDerivationTest {
  private Path reports;
  private RunDirectory run;
  private SweepDirectory sweep;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
    Demo.saveAll(run, 5100);
    run.save(Demo.plan(DemoSweep.PLANNED));
    sweep = run.sweep(DemoSweep.PLANNED.id());
  }

  private SweepResult result() {
    return ReportWriter.write(run, reports, Optional.empty()).sweeps().get(0);
  }

  private static void assertDoubted(SweepResult result, Validity validity, String reason) {
    assertThat(result.verdict()).isEqualTo(validity);
    assertThat(result.reasons()).containsExactly(reason);
    assertThat(result.exhaustive()).isFalse();
  }

  @Test
  void aSweepWithNothingAgainstItIsValid() {
    DemoSweep.saveAll(sweep);

    SweepResult result = result();

    assertThat(result.verdict()).isEqualTo(Validity.VALID);
    assertThat(result.reasons()).isEmpty();
    assertThat(result.failures()).isEmpty();
    assertThat(List.of(result.boundaries(), result.cuts(), result.valid())).containsOnly(3);
    assertThat(List.of(result.unknown(), result.invalid())).containsOnly(0);
    assertThat(result.excluded()).isEqualTo(3);
    assertThat(result.goldenRuns()).isEqualTo(2);
    assertThat(result.seconds()).contains(9.0);
    assertThat(result.pointsPerMinute()).contains(20.0);
    assertThat(result.exhaustive()).isTrue();
    assertThat(result.exhaustiveWhy()).startsWith("The workflow is sequential");
    assertThat(result.points()).hasSize(3);
  }

  @Test
  void theTimeIsToldByKindAndByCause() {
    DemoSweep.saveAll(sweep, DemoSweep.point(3, DemoSweep.IDLE, Verdict.invalid("bound", "slow")));

    SweepResult result = result();

    assertThat(result.recovery())
        .containsExactly(
            new KindRecovery("before", 1, 5001, 5001, 5001, DemoSweep.BEFORE),
            new KindRecovery("after", 1, 5002, 5002, 5002, DemoSweep.AFTER),
            new KindRecovery("idle", 1, 5003, 5003, 5003, DemoSweep.IDLE));
    assertThat(result.causes())
        .extracting(CauseTime::cause)
        .containsExactly("sticky wait", "process start");
    CauseTime start = result.causes().get(1);
    assertThat(start.n()).isEqualTo(3);
    assertThat(start.p50()).isEqualTo(52);
    assertThat(start.max()).isEqualTo(53);
    assertThat(start.share()).isCloseTo(156.0 / 15_006, within(1e-9));
    assertThat(result.leastAttributed()).contains(0.9899);
  }

  @Test
  void aPointThatNobodyCanJudgeHasNoRecovery() {
    DemoSweep.saveAll(
        sweep, DemoSweep.point(3, DemoSweep.IDLE, Verdict.unknown("strike", "no signal 9")));

    assertThat(result().recovery()).extracting(KindRecovery::kind).doesNotContain("idle");
  }

  @Test
  void aSweepThatDidNotRunIsUnknownByName() {
    run.missing(DemoSweep.PLANNED.id(), "the worker never polled");

    SweepResult result = result();

    assertDoubted(result, Validity.UNKNOWN, "not run: the worker never polled");
    assertThat(result.id()).isEqualTo("sweep-demo");
    assertThat(result.workflow()).isEqualTo("DemoWorkflow");
    assertThat(result.boundaries()).isZero();
    assertThat(result.audit().reason()).isEqualTo("not audited: the worker never polled");
  }

  @Test
  void aSweepThatStoppedHalfWayIsUnknownHoweverGoodItsPointsWere() {
    DemoSweep.saveUnderWay(sweep);

    SweepResult result = result();

    assertThat(result.verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(result.reasons())
        .containsExactly(
            "it stopped: the run ended before it came to it", "its plan was not audited");
    assertThat(result.failures())
        .containsExactly(
            new Failure(
                DemoSweep.IDLE,
                Optional.empty(),
                Validity.UNKNOWN,
                "it was not struck: the run ended before it came to it",
                Optional.empty()));
    assertThat(result.valid()).isEqualTo(2);
    assertThat(result.unknown()).isEqualTo(1);
    assertThat(result.exhaustive()).isFalse();
    assertThat(result.exhaustiveWhy()).startsWith("It was planned to be");
    assertThat(result.pointsPerMinute()).isEmpty();
  }

  @Test
  void aSweepThatStoppedByItselfSaysWhy() {
    DemoSweep.saveAll(sweep);
    sweep.save(DemoSweep.FINISHED.stopped("the worker crashed by itself"));

    assertDoubted(result(), Validity.UNKNOWN, "it stopped: the worker crashed by itself");
  }

  @Test
  void aSweepThatNeverGotAPlanIsUnknown() {
    DemoSweep.saveBegun(sweep);

    assertThat(result().verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(result().reasons()).contains("no boundary was planned");
  }

  @Test
  void anInvalidPointMakesItInvalidAndCanBeRunAgain() {
    DemoSweep.saveAll(
        sweep, DemoSweep.point(3, DemoSweep.IDLE, Demo.VALID, Verdict.invalid("effects", "twice")));

    SweepResult result = result();

    assertThat(result.verdict()).isEqualTo(Validity.INVALID);
    assertThat(result.failures())
        .containsExactly(
            new Failure(
                DemoSweep.IDLE,
                Optional.of(3),
                Validity.INVALID,
                "effects: twice",
                Optional.of("mvn verify -Dit.test=DemoSweepIT '-Dcrashproof.point=idle'")));
    assertThat(result.invalid()).isEqualTo(1);
    // What went wrong was struck all the same.
    assertThat(result.exhaustive()).isTrue();
  }

  @Test
  void aBoundaryThatWasNeverReachedIsUnknown() {
    DemoSweep.saveAll(sweep, DemoSweep.unstruck(3, DemoSweep.IDLE));

    SweepResult result = result();

    assertThat(result.verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(result.cuts()).isEqualTo(2);
    assertThat(result.failures())
        .extracting(Failure::reason)
        .containsExactly("strike: the boundary was not struck");
    assertThat(result.exhaustive()).isFalse();
  }

  @Test
  void aValidJudgementOfAPointThatWasNotStruckIsNone() {
    PointRecord unstruck = DemoSweep.unstruck(3, DemoSweep.IDLE);
    DemoSweep.saveAll(
        sweep,
        new PointRecord(
            3,
            DemoSweep.IDLE,
            "idle",
            1,
            false,
            "wf",
            List.of(Demo.VALID),
            Optional.of(20.0),
            unstruck.causes(),
            Optional.empty(),
            "again"));

    assertThat(result().verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(result().recovery()).hasSize(2);
  }

  @Test
  void theWorstOfSeveralPointsIsTheBoundarys() {
    DemoSweep.saveAll(sweep);
    sweep.save(
        DemoSweep.point(4, DemoSweep.IDLE, Verdict.invalid("effects", "lost")),
        DemoSweep.evidence());

    assertThat(result().valid()).isEqualTo(2);
    assertThat(result().invalid()).isEqualTo(1);
    assertThat(result().verdict()).isEqualTo(Validity.INVALID);
  }

  @Test
  void aPointThatNobodyPlannedIsUnknownAndToldAllTheSame() {
    DemoSweep.saveAll(sweep);
    sweep.save(DemoSweep.point(4, "before Surprise", Demo.VALID), DemoSweep.evidence());

    SweepResult result = result();

    assertThat(result.verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(result.boundaries()).isEqualTo(3);
    assertThat(result.unknown()).isEqualTo(1);
    assertThat(result.failures())
        .extracting(Failure::reason)
        .containsExactly("it was struck, but is not in the sweep's plan");
  }

  @Test
  void twoPointsOfOneNumberAreDoubted() throws IOException {
    DemoSweep.saveAll(sweep);
    Path points = sweep.path().resolve("points");
    Files.copy(points.resolve("3.json"), points.resolve("4.json"));

    assertDoubted(
        result(),
        Validity.UNKNOWN,
        "several points have the same number, so one may hide another: [3]");
  }

  @Test
  void aBoundaryThatIsPlannedTwiceOrExcludedAsWellIsDoubted() {
    DemoSweep.saveAll(sweep);
    sweep.save(
        DemoSweep.UNDER_WAY
            .withPlan(
                2,
                true,
                List.of(DemoSweep.BEFORE, DemoSweep.AFTER, DemoSweep.IDLE, DemoSweep.IDLE),
                List.of(new SweepRecord.Exclusion(DemoSweep.AFTER, "hard")),
                true,
                "Sequential.")
            .finished(DemoSweep.AUDIT, 9, Optional.empty()));

    assertThat(result().verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(result().reasons())
        .containsExactly(
            "planned more than once: idle", "both planned and excluded: " + DemoSweep.AFTER);
  }

  @Test
  void theAuditOfThePlanCounts() {
    DemoSweep.saveAll(sweep);
    sweep.save(
        DemoSweep.UNDER_WAY.finished(
            Verdict.invalid("plan-audit", "before X is in the ops and not in the plan"),
            9,
            Optional.empty()));

    assertDoubted(
        result(),
        Validity.INVALID,
        "the audit of its plan is INVALID: before X is in the ops and not in the plan");
    assertThat(result().audit().validity()).isEqualTo(Validity.INVALID);
  }

  @Test
  void goldenRunsCount() {
    DemoSweep.saveBegun(sweep);
    sweep.save(
        DemoSweep.golden(3, Verdict.invalid("result", "not what was expected")),
        DemoSweep.evidence());
    sweep.save(DemoSweep.point(1, DemoSweep.BEFORE, Demo.VALID), DemoSweep.evidence());
    sweep.save(DemoSweep.point(2, DemoSweep.AFTER, Demo.VALID), DemoSweep.evidence());
    sweep.save(DemoSweep.point(3, DemoSweep.IDLE, Demo.VALID), DemoSweep.evidence());
    sweep.save(
        DemoSweep.UNDER_WAY
            .withPlan(4, false, DemoSweep.UNDER_WAY.planned(), List.of(), false, "It races.")
            .finished(DemoSweep.AUDIT, 9, Optional.empty()));

    SweepResult result = result();

    assertThat(result.verdict()).isEqualTo(Validity.INVALID);
    assertThat(result.reasons())
        .containsExactly(
            "its plan rests on 4 golden runs, and 3 were saved",
            "its golden runs had not settled: another one might have shown more boundaries",
            "golden run 3 is INVALID: result: not what was expected");
    assertThat(result.exhaustiveWhy()).isEqualTo("It races.");
  }

  @Test
  void aSweepOfAnotherModeThanPlannedIsDoubted() {
    DemoSweep.saveAll(sweep);
    run.save(Demo.plan(new PlannedSweep(DemoSweep.PLANNED.id(), "DemoWorkflow", "assisted", "")));

    assertDoubted(
        result(),
        Validity.UNKNOWN,
        "it swept DemoWorkflow unassisted, where the run's plan has DemoWorkflow assisted");
  }

  @Test
  void aSweepThatNobodyPlannedIsShownAllTheSame() {
    DemoSweep.saveAll(sweep);
    run.save(Demo.plan());

    assertThat(result().id()).isEqualTo("sweep-demo");
    assertThat(result().verdict()).isEqualTo(Validity.VALID);
  }

  @Test
  void theControlIsThatOfTheWholeRun() {
    DemoSweep.saveAll(sweep);
    sweep.save(
        DemoSweep.UNDER_WAY.finished(
            DemoSweep.AUDIT,
            9,
            Demo.controlled(Demo.measurement("m", "ms", 1), 200, 220).control()));
    run.save(Demo.controlled(Demo.measurement("start_rpc", "ms", 8), 100, 100));

    assertThat(result().controlRatio()).contains(2.2);
  }
}
