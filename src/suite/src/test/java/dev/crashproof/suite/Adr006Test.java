package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.crashproof.measure.Statistic;
import dev.crashproof.report.Plan;
import dev.crashproof.report.PlannedMeasure;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.PlannedSweep;
import org.junit.jupiter.api.Test;

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
  void everyWorkflowIsSweptInBothModes() {
    assertThat(plan.sweeps())
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
    assertThat(AdrSuite.midActivity(Depth.NORMAL).runs()).isEqualTo(20);
    assertThat(AdrSuite.midActivity(Depth.named("short")).runs()).isEqualTo(4);
  }

  @Test
  void noDepthTakesFewerSamplesThanAMeasureNeeds() {
    assertThat(Depth.named("short").samples()).isGreaterThanOrEqualTo(Adr006.SAMPLES);
    assertThat(Depth.named("normal").samples()).isGreaterThanOrEqualTo(Adr006.SAMPLES);
    assertThat(Depth.named("FULL").samples()).isGreaterThanOrEqualTo(Adr006.SAMPLES);
  }

  @Test
  void aDepthThatIsNoneIsRefusedByName() {
    assertThatThrownBy(() -> Depth.named("deep"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("crashproof.depth is 'deep', which is no depth: use short, normal or full");
  }
}
