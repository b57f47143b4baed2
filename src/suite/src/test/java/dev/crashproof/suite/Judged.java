package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Validity;
import dev.crashproof.history.History;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.ScenarioRecord;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A workflow run that was waited for, with all that was gathered of it, and what the checkers say.
 *
 * @param evidence what was gathered
 * @param judgement what the checkers say of it
 */
record Judged(Evidence evidence, Judgement judgement) {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /**
   * Waits until the run has closed, gathers, and judges; one that does not close in a minute is
   * judged by what is seen of it.
   *
   * @param history what the harness did meanwhile
   */
  static Judged await(SuiteRun suite, WorkflowRun run, History history, List<Checker> checkers) {
    Optional<String> result = suite.namespace().awaitClosed(run, BOUND).flatMap(Completion::result);
    Evidence evidence =
        new Evidence(
            history,
            suite.namespace().eventHistory(run),
            suite.ledger().read(run.workflowId()),
            result);
    return new Judged(evidence, Checkers.judge(checkers, evidence));
  }

  /** The same, where the harness did nothing that a checker asks for. */
  static Judged await(SuiteRun suite, WorkflowRun run, List<Checker> checkers) {
    return await(suite, run, new History(List.of()), checkers);
  }

  /** Saves it as the one run of a scenario, and says so. */
  Judged save(SuiteRun suite, PlannedScenario scenario) {
    return save(suite, scenario, 1);
  }

  /** Saves it as one of several runs of a scenario, and says so. */
  Judged save(SuiteRun suite, PlannedScenario scenario, int run) {
    suite.facts().save(ScenarioRecord.of(scenario, run, evidence, judgement));
    suite.console().step("%s: %s".formatted(scenario.id(), judgement.validity()));
    return this;
  }

  /** Fails the test, with every reason, unless the run is VALID. */
  Judged assertValid() {
    assertThat(judgement.validity()).as(judgement.reasons().toString()).isEqualTo(Validity.VALID);
    return this;
  }
}
