package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Validity;
import dev.crashproof.history.EventHistory;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.ScenarioRecord;
import dev.crashproof.scenario.Stage;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.WorkflowRun;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ADR's first test: one monolithic worker runs several workflow types side by side. */
@ExtendWith(SuiteExtension.class)
class MonolithicWorkerIT {
  private static final String QUEUE = "default";
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void oneWorkerRunsBothWorkflowsSideBySideWithoutInput(SuiteRun suite) {
    try (Stage stage = suite.stage(QUEUE)) {
      stage.worker().start();
      WorkflowRun demo = start(stage, DemoRun.withoutInput(QUEUE), "monolithic-demo");
      WorkflowRun approval = start(stage, ApprovalRun.withoutInput(QUEUE), "monolithic-approval");

      EventHistory demoHistory =
          judge(suite, stage, AdrSuite.MONOLITHIC_DEMO, demo, DemoRun.DEFAULT.checkers());
      EventHistory approvalHistory =
          judge(
              suite,
              stage,
              AdrSuite.MONOLITHIC_APPROVAL,
              approval,
              new ApprovalRun("demo", Duration.ofSeconds(2)).escalated());

      assertThat(overlap(demoHistory, approvalHistory)).as("both ran at the same time").isTrue();
      assertThat(stage.worker().starts()).isEqualTo(1);
    }
  }

  @Test
  void aPersonDecidesByUpdateAndIsAskedByQuery(SuiteRun suite) {
    try (Stage stage = suite.stage("decided")) {
      stage.worker().start();
      ApprovalRun expected = new ApprovalRun("release 1.0", Duration.ofMinutes(5));
      WorkflowRun run = start(stage, expected.on("decided"), "decided-by-update");

      stage.namespace().update(run, "reject", ApprovalRun.review());
      judge(suite, stage, AdrSuite.DECIDED_BY_UPDATE, run, expected.rejected());
      assertThat(stage.namespace().query(run, "state").path("stage").asText())
          .isEqualTo("REJECTED");
    }
  }

  private static WorkflowRun start(Stage stage, WorkflowSpec spec, String workflowId) {
    return stage.namespace().start(spec, workflowId);
  }

  private static EventHistory judge(
      SuiteRun suite,
      Stage stage,
      PlannedScenario scenario,
      WorkflowRun run,
      List<Checker> checkers) {
    Optional<String> result = stage.namespace().awaitClosed(run, BOUND).flatMap(Completion::result);
    Evidence evidence =
        new Evidence(
            stage.recorder().history(),
            stage.namespace().eventHistory(run),
            stage.ledger().read(run.workflowId()),
            result);
    Judgement judgement = Checkers.judge(checkers, evidence);
    suite.facts().save(ScenarioRecord.of(scenario, 1, evidence, judgement));
    suite.console().step("%s: %s".formatted(scenario.id(), judgement.validity()));
    assertThat(judgement.validity()).as(judgement.reasons().toString()).isEqualTo(Validity.VALID);
    return evidence.eventHistory();
  }

  private static boolean overlap(EventHistory one, EventHistory other) {
    return !one.events().get(0).time().isAfter(last(other))
        && !other.events().get(0).time().isAfter(last(one));
  }

  private static java.time.Instant last(EventHistory history) {
    return history.events().get(history.events().size() - 1).time();
  }
}
