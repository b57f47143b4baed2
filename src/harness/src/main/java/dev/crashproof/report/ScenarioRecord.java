package dev.crashproof.report;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.ledger.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * One run of a scenario: all that was gathered, and what was made of it. The evidence is complete,
 * so that other checkers can judge it later.
 *
 * @param id the scenario's id
 * @param run which run of it, from 1
 * @param workflow the workflow's type
 * @param moment when the worker was killed, {@code none} where it was not
 * @param evidence what was gathered
 * @param verdicts what the checkers said of it
 */
public record ScenarioRecord(
    String id, int run, String workflow, String moment, Evidence evidence, List<Verdict> verdicts) {

  /** Copies the verdicts, so that a record never changes. */
  public ScenarioRecord {
    verdicts = List.copyOf(verdicts);
  }

  /** A run that was judged. */
  public static ScenarioRecord of(
      PlannedScenario scenario, int run, Evidence evidence, Judgement judgement) {
    return new ScenarioRecord(
        scenario.id(), run, scenario.workflow(), scenario.moment(), evidence, judgement.verdicts());
  }

  /** A run of which there is no evidence, because the harness or its environment broke: UNKNOWN. */
  public static ScenarioRecord failed(PlannedScenario scenario, int run, String why) {
    Evidence none =
        new Evidence(
            new History(List.of()),
            new EventHistory("", "", List.of()),
            Ledger.empty(),
            Optional.empty());
    return of(scenario, run, none, new Judgement(List.of(Verdict.unknown("harness", why))));
  }

  /** The judgement that the verdicts make up. */
  Judgement judgement() {
    return new Judgement(verdicts);
  }
}
