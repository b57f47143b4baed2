package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.AttemptsChecker;
import dev.crashproof.checker.Checker;
import dev.crashproof.checker.ExpectedAttempts;
import dev.crashproof.checker.KillLandedChecker;
import dev.crashproof.checker.Moment;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.scenario.Scenario;
import dev.crashproof.scenario.Stimulus;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The ADR's second test: a worker's restart loses nothing. The worker is killed with SIGKILL and
 * started again; the workflow must complete with the right result, each effect must be in the
 * database once, and the activities that the kill interrupted must have been tried again.
 */
@ExtendWith(SuiteExtension.class)
@Order(5)
class WorkerRestartIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void killedMidActivity(SuiteRun suite) throws InterruptedException {
    DemoRun demo = new DemoRun("restart", Duration.ZERO, 5, Duration.ofMillis(150));
    play(
        suite,
        AdrSuite.midActivity(suite.depth()),
        demo::on,
        // Its first step is done and its last effect is not: there is progress to lose.
        Moment.midActivity("long_running_task#1", "#step-1", ""),
        Stimulus.none(),
        demo.checkers(),
        List.of(
            ExpectedAttempts.exactly("process_data#1", 1),
            ExpectedAttempts.atLeast("long_running_task#1", 2),
            ExpectedAttempts.exactly("send_notification#1", 1)));
  }

  @Test
  void killedMidTimer(SuiteRun suite) throws InterruptedException {
    DemoRun demo = new DemoRun("restart", Duration.ofSeconds(1), 2, Duration.ofMillis(10));
    play(
        suite,
        AdrSuite.midTimer(suite.depth()),
        demo::on,
        Moment.midTimer(1),
        Stimulus.none(),
        demo.checkers(),
        List.of(
            ExpectedAttempts.exactly("process_data#1", 1),
            ExpectedAttempts.exactly("long_running_task#1", 1),
            ExpectedAttempts.exactly("send_notification#1", 1)));
  }

  @Test
  void killedMidWait(SuiteRun suite) throws InterruptedException {
    ApprovalRun approval = new ApprovalRun("restart", Duration.ofMinutes(5));
    play(
        suite,
        AdrSuite.midWait(suite.depth()),
        approval::on,
        Moment.midWait("process_data#1"),
        // The decision comes while no worker lives: the server must keep it.
        (namespace, run) -> namespace.signal(run, "decide", ApprovalRun.approval()),
        approval.approved().checkers(),
        List.of(
            ExpectedAttempts.exactly("process_data#1", 1),
            ExpectedAttempts.exactly("record_decision#1", 1),
            ExpectedAttempts.exactly("send_notification#1", 1)));
  }

  private static void play(
      SuiteRun suite,
      PlannedScenario planned,
      Function<String, WorkflowSpec> workflow,
      Moment moment,
      Stimulus whileDown,
      List<Checker> outcome,
      List<ExpectedAttempts> attempts)
      throws InterruptedException {
    List<Checker> checkers = new ArrayList<>(outcome);
    checkers.add(new AttemptsChecker(attempts));
    checkers.add(new KillLandedChecker(moment));
    Recovery recovery =
        new Recovery(
            suite,
            planned,
            queue ->
                new Scenario(
                    workflow.apply(queue), Optional.of(moment), whileDown, checkers, BOUND));

    assertThat(recovery.play()).as("runs that were not VALID, with the reasons").isEmpty();
    assertThat(recovery.kept()).isEqualTo(suite.depth().recoveries());
  }
}
