package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.crashproof.measure.RegressionTest;
import dev.crashproof.measure.Statistic;
import dev.crashproof.report.Plan;
import dev.crashproof.report.PlannedClaim;
import dev.crashproof.report.PlannedMeasure;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.PlannedSweep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Adr006Test {
  private final Plan plan = AdrSuite.plan(Depth.NORMAL);

  @Test
  void theTargetsAreThoseOfTheAdrsTable() {
    assertThat(plan.targets())
        .extracting(
            t -> t.target().name(),
            t -> t.asWritten(),
            t -> t.target().bound(),
            t -> t.target().unit(),
            t -> t.target().statistic())
        .containsExactly(
            tuple("Startup Time", "< 2s", 2.0, "s", Statistic.MEDIAN),
            tuple("Memory Usage", "< 256MB", 256.0, "MiB", Statistic.MEDIAN),
            tuple("Workflow Start Latency", "< 500ms", 500.0, "ms", Statistic.MEDIAN),
            tuple("Activity Execution", "< 1s avg", 1000.0, "ms", Statistic.AVERAGE));
  }

  @Test
  void everyKillMomentIsBothAScenarioAndARecovery() {
    assertThat(plan.recovery())
        .extracting(PlannedMeasure::id)
        .containsExactly("mid-activity", "mid-timer", "mid-wait")
        .isSubsetOf(plan.scenarios().stream().map(PlannedScenario::id).toList());
  }

  @Test
  void everyWorkflowIsSweptInBothModesWhereThereIsTime() {
    assertThat(AdrSuite.plan(Depth.CI).sweeps()).isEqualTo(AdrSuite.plan(Depth.FULL).sweeps());
    assertThat(AdrSuite.plan(Depth.FULL).sweeps())
        .extracting(PlannedSweep::id, PlannedSweep::workflow, PlannedSweep::mode)
        .containsExactly(
            tuple("sweep-demo-assisted", "DurableDemoWorkflow", "assisted"),
            tuple("sweep-demo-unassisted", "DurableDemoWorkflow", "unassisted"),
            tuple("sweep-approval-assisted", "ApprovalWorkflow", "assisted"),
            tuple("sweep-approval-unassisted", "ApprovalWorkflow", "unassisted"),
            tuple("sweep-verification-assisted", "VerificationWorkflow", "assisted"),
            tuple("sweep-verification-unassisted", "VerificationWorkflow", "unassisted"),
            tuple("sweep-integration-assisted", "IntegrationWorkflow", "assisted"),
            tuple("sweep-integration-unassisted", "IntegrationWorkflow", "unassisted"));
  }

  /** Or the committed baselines would be of other inputs than every later run. */
  @Test
  void whatIsSweptIsNoInputOfTheRecoveryTimes() {
    assertThat(plan.inputs()).noneMatch(input -> input.name().contains("sweep"));
  }

  @Test
  void asManyRunsAreWantedAsTheDepthStrikesKills() {
    assertThat(AdrSuite.midActivity(Depth.CI).runs()).isEqualTo(20);
    assertThat(AdrSuite.midActivity(Depth.SHORT).runs()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "normal", "ci", "FULL"})
  void noDepthTakesFewerSamplesThanAMeasureOrAComparisonNeeds(String name) {
    Depth depth = Depth.named(name);

    assertThat(depth.samples()).isGreaterThanOrEqualTo(Adr006.SAMPLES);
    assertThat(depth.recoveries()).isGreaterThanOrEqualTo(RegressionTest.MINIMUM_SAMPLES);
  }

  @Test
  void everyWorkflowIsSweptAtEveryDepth() {
    assertThat(AdrSuite.plan(Depth.SHORT).sweeps())
        .extracting(PlannedSweep::id)
        .containsExactly(
            "sweep-demo-assisted",
            "sweep-approval-assisted",
            "sweep-verification-assisted",
            "sweep-integration-assisted");
    assertThat(plan.sweeps())
        .extracting(PlannedSweep::id)
        .containsExactly(
            "sweep-demo-assisted",
            "sweep-demo-unassisted",
            "sweep-approval-assisted",
            "sweep-verification-assisted",
            "sweep-integration-assisted");
  }

  @Test
  void whatADepthLeavesOutIsNotPlannedAndIsTold() {
    assertThat(plan.alternatives()).isEmpty();
    assertThat(plan.claims())
        .extracting(PlannedClaim::test)
        .contains("WorkerRestartIT", "StartupIT")
        .doesNotContain("AlternativesIT", "MigrationIT");
    assertThat(plan.supporting()).doesNotContain(Adr006.WIRE_COST);
    assertThat(plan.scenarios()).doesNotContain(AdrSuite.MIGRATION);
    assertThat(plan.limits())
        .anyMatch(limit -> limit.startsWith("Left out: the alternatives, the migration"))
        .contains(
            "This is a run of depth `normal`: 5 kills at each moment, a load of 30 s.",
            "Swept unassisted: of DurableDemo one boundary of each kind at each sort of message, of"
                + " each other workflow nothing.");
    assertThat(plan.targets()).anyMatch(target -> target.note().startsWith("VmHWM after 30 s"));
  }

  @Test
  void theWholeLeavesNothingOut() {
    Plan whole = AdrSuite.plan(Depth.FULL);

    assertThat(whole.claims()).isEqualTo(Adr006Claims.ALL);
    assertThat(whole.alternatives()).hasSize(3);
    assertThat(whole.limits()).noneMatch(limit -> limit.contains("Left out"));
    assertThat(whole.limits()).noneMatch(limit -> limit.startsWith("Swept"));
    assertThat(whole.reproduce()).contains("mvn verify -Dcrashproof.depth=full");
  }

  @Test
  void aWorkerWithoutItsRecoveryLibraryIsTold() {
    assertThat(Depth.NORMAL.limits(true)).noneMatch(limit -> limit.contains("recovery library"));
    assertThat(Depth.NORMAL.limits(false))
        .anyMatch(limit -> limit.startsWith("The worker ran without its recovery library"));
  }

  @Test
  void aDepthThatIsNoneIsRefusedByName() {
    assertThatThrownBy(() -> Depth.named("deep"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "crashproof.depth is 'deep', which is no depth: use one of short, normal, ci, full");
  }
}
