package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Checker;
import dev.crashproof.history.EventHistory;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.scenario.Stage;
import dev.crashproof.workload.WorkflowRun;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ADR's first test: one monolithic worker runs several workflow types side by side. */
@ExtendWith(SuiteExtension.class)
@Order(4)
class MonolithicWorkerIT {
  private static final String QUEUE = "default";

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
              new ApprovalRun("demo", Duration.ofSeconds(2)).escalated().checkers());

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
      judge(suite, stage, AdrSuite.DECIDED_BY_UPDATE, run, expected.rejected().checkers());
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
    return Judged.await(suite, run, stage.recorder().history(), checkers)
        .save(suite, scenario)
        .assertValid()
        .evidence()
        .eventHistory();
  }

  private static boolean overlap(EventHistory one, EventHistory other) {
    return !one.events().get(0).time().isAfter(last(other))
        && !other.events().get(0).time().isAfter(last(one));
  }

  private static Instant last(EventHistory history) {
    return history.events().get(history.events().size() - 1).time();
  }
}
