package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.crashproof.checker.Validity;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Recorder;
import dev.crashproof.report.MigrationResult;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.ReportWriter;
import dev.crashproof.suite.Fleet.Post;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The ADR's migration, Steps 1–4, live: workflows of all types run all the time, workers are killed
 * all the time, and all that whoever starts workflows changes is the task queue's name.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Order(7)
class MigrationIT {
  private static final long SEED = 20261123;
  private static final int KILLS = 20;

  @Test
  void fromTheMonolithToAPoolNothingIsLostAndNothingTwice(SuiteRun suite) {
    requireRealServer(suite, AdrSuite.MIGRATION);
    try (Migration migration = new Migration(suite, SEED)) {
      Fleet fleet = migration.fleet();
      MigrationFeed feed = migration.feed();

      migration.step("1", "one worker serves all types");
      Post monolith = fleet.post("monolith", "monolith", MigrationFeed.OLD_QUEUE);
      feed.startLong();
      feed.feed(MigrationFeed.OLD_QUEUE);
      migration.strikes().strike(4);

      migration.step("2", "VerificationWorkflow moves");
      migration.moveInTheMidst(MigrationKind.VERIFICATION, monolith);
      migration.strikes().strike(4);

      migration.step("3", "IntegrationWorkflow moves");
      migration.moveInTheMidst(MigrationKind.INTEGRATION, monolith);
      migration.strikes().strike(5);

      migration.step("3, its end", "general takes the monolith's place, as nothing needs that now");
      fleet.awaitReady(monolith);
      migration.awaitOldQueueEmpty();
      fleet.dismiss(monolith);
      fleet.post("general", "general", MigrationFeed.OLD_QUEUE);
      migration.strikes().strike(2);

      migration.step("4", "two of each");
      fleet.post("general-2", "general", MigrationFeed.OLD_QUEUE);
      fleet.post("verification-2", "verification", "verification");
      fleet.post("integration-2", "integration", "integration");
      migration.strikes().strike(5);
      feed.decideAll();
      migration.awaitAllClosed();
      migration.judge();

      migration.step("afterwards", "the monolith's event histories on the specialised workers");
      List.copyOf(fleet.posts()).forEach(fleet::dismiss);
      migration.save(KILLS, new MigrationReplays(suite, fleet, feed.all()).play());
    }
    MigrationResult result = ReportWriter.migration(suite.facts()).orElseThrow();
    suite
        .console()
        .step(
            "migration: %s: %d kills, %d workflows, %d lost, %d twice, %d replayed, %d refused"
                .formatted(
                    result.verdict(),
                    result.kills(),
                    result.workflows(),
                    result.lost(),
                    result.twice(),
                    result.replayed(),
                    result.refused()));
    assertThat(result.verdict()).as(result.reasons().toString()).isEqualTo(Validity.VALID);
    assertThat(result.straddled()).as("open while their type moved").isGreaterThanOrEqualTo(2);
  }

  /** The trap: the monolith was replaced while a workflow of a moved type stood on its queue. */
  @Test
  void whereTheMonolithWentTooEarlyAWorkflowStandsStillUntilOneComesThatKnowsIt(SuiteRun suite) {
    requireRealServer(suite, AdrSuite.TRAP);
    VerificationRun left = VerificationRun.DEFAULT;
    try (Fleet fleet = new Fleet(suite, new Recorder(), "http://localhost")) {
      Post general = fleet.post("trap-general", "general", "trap");
      fleet.awaitReady(general);
      WorkflowRun run = suite.namespace().start(left.on("trap"), "trap");
      EventHistory stuck =
          Awaitility.await("a failed workflow task")
              .atMost(Duration.ofMinutes(1))
              .until(
                  () -> suite.namespace().eventHistory(run),
                  events -> events.first(e -> e.is("WorkflowTaskFailed")).isPresent());
      assertThat(stuck.closing()).as("it fails no more than it goes on").isEmpty();

      fleet.dismiss(general);
      fleet.post("trap-verification", "verification", "trap");
      Judged.await(suite, run, left.expectation().checkers())
          .save(suite, AdrSuite.TRAP)
          .assertValid();
    }
  }

  private static void requireRealServer(SuiteRun suite, PlannedScenario scenario) {
    if (!suite.sticky()) {
      String why =
          "UNSUPPORTED: the SDK's Java test server never takes back what a killed worker held";
      suite.facts().missing(scenario.id(), why);
      abort(why);
    }
  }
}
