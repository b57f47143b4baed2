package dev.crashproof.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;

/**
 * What a run sets out to do, and the words in which its report tells it. Saved before anything
 * else, so that whatever does not come about is missed by name.
 *
 * @param fileName the Markdown report's file name: {@code adr-006.md}
 * @param title the report's title
 * @param intro what the report is about, in Markdown
 * @param tableTitle the title of the table of targets
 * @param targets the targets, in the table's order
 * @param supporting the measures beside the targets, in the report's order
 * @param recovery the recovery times, one measure a kill moment, in the report's order
 * @param scenarios the scenarios, in the report's order
 * @param sweeps the sweeps, in the report's order; a plan that was saved before there were any has
 *     none
 * @param alternatives the alternatives that are tried under one load, in the report's order; a plan
 *     that was saved before there were any has none, nor any claims
 * @param claims the claims that are judged, in the report's order
 * @param faults what is planned of faults beyond the sweeps' kills; a plan that was saved before
 *     there were any has none
 * @param inputs what the workload was run with
 * @param reproduce the commands that make the report again, with their meaning, in Markdown
 * @param limits what the report does not show, in Markdown, one a line
 */
public record Plan(
    String fileName,
    String title,
    String intro,
    String tableTitle,
    List<PlannedTarget> targets,
    List<PlannedMeasure> supporting,
    List<PlannedMeasure> recovery,
    List<PlannedScenario> scenarios,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<PlannedSweep> sweeps,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<PlannedAlternative> alternatives,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<PlannedClaim> claims,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<FaultPlan> faults,
    List<Input> inputs,
    List<String> reproduce,
    List<String> limits) {

  /** Copies the lists, so that a plan never changes. */
  public Plan {
    targets = List.copyOf(targets);
    supporting = List.copyOf(supporting);
    recovery = List.copyOf(recovery);
    scenarios = List.copyOf(scenarios);
    sweeps = List.copyOf(sweeps);
    alternatives = List.copyOf(alternatives);
    claims = List.copyOf(claims);
    inputs = List.copyOf(inputs);
    reproduce = List.copyOf(reproduce);
    limits = List.copyOf(limits);
  }
}
