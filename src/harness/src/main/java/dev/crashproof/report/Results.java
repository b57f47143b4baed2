package dev.crashproof.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.crashproof.checker.Validity;
import dev.crashproof.measure.Outcome;
import dev.crashproof.measure.Regression;
import dev.crashproof.report.FaultResults.FaultResult;
import dev.crashproof.report.FaultResults.MutantResult;
import dev.crashproof.report.FaultResults.PairResult;
import dev.crashproof.report.FaultResults.SoakResult;
import dev.crashproof.report.FaultResults.StateResult;
import java.util.List;
import java.util.Optional;

/**
 * What a run came to: the content of {@code results.json}, key by key. What could not be measured
 * is there with {@code n} 0, empty statistics ({@code null} in the file) and the reason.
 *
 * @param schema the file's version; {@value #SCHEMA} is this one
 * @param run the run it was derived from
 * @param environment what the run was made in
 * @param targets the targets, in the plan's order
 * @param scenarios the scenarios, in the plan's order
 * @param sweeps the sweeps, in the plan's order; results of a schema before 2 have none
 * @param alternatives the alternatives under one load, in the plan's order; results of a schema
 *     before 3 have none
 * @param claims the claims and what this run says of them, in the plan's order; results of a schema
 *     before 3 have none
 * @param recovery the recovery times by kill moment, in the plan's order
 * @param supporting the measures beside the targets
 * @param baseline which baseline the recovery times were held against
 * @param inputs what the workload was run with
 * @param failedTests the tests that failed, and why
 * @param migration what the migration came to; empty where none was tried, or in results of a
 *     schema before 3
 * @param faults the kinds of fault, tried one at a time, in the plan's order; results of a schema
 *     before 4 have none, nor any of what follows
 * @param pairs the double faults, in the plan's order
 * @param mutants the mutants, in the plan's order
 * @param coverage which fault struck where; empty where none was planned or tried
 * @param soak the soak; empty where the run is none
 * @param sometimes the interesting states, in the plan's order
 */
public record Results(
    int schema,
    String run,
    EnvironmentFacts environment,
    List<TargetResult> targets,
    List<ScenarioResult> scenarios,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<SweepResult> sweeps,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<AlternativeResult> alternatives,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<ClaimResult> claims,
    List<RecoveryResult> recovery,
    List<MeasureResult> supporting,
    BaselineUse baseline,
    List<Input> inputs,
    List<FailedTest> failedTests,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<MigrationResult> migration,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<FaultResult> faults,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<PairResult> pairs,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<MutantResult> mutants,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<CoverageResult> coverage,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<SoakResult> soak,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<StateResult> sometimes) {
  /** The version of the file that this class reads and writes. */
  public static final int SCHEMA = 4;

  /** Copies the lists, so that results never change. */
  public Results {
    targets = List.copyOf(targets);
    scenarios = List.copyOf(scenarios);
    sweeps = List.copyOf(sweeps);
    alternatives = List.copyOf(alternatives);
    claims = List.copyOf(claims);
    recovery = List.copyOf(recovery);
    supporting = List.copyOf(supporting);
    inputs = List.copyOf(inputs);
    failedTests = List.copyOf(failedTests);
    faults = List.copyOf(faults);
    pairs = List.copyOf(pairs);
    mutants = List.copyOf(mutants);
    sometimes = List.copyOf(sometimes);
  }

  /**
   * A test that failed.
   *
   * @param test its name
   * @param why the reason, as a clause
   */
  public record FailedTest(String test, String why) {}

  /**
   * One target.
   *
   * @param id its id
   * @param name its name for people
   * @param unit the unit of every number here but {@code n}, {@code warmUps}, {@code controlRatio}
   * @param target the bound
   * @param asWritten the target in its author's words
   * @param note how it is judged, where that needs a word
   * @param statistic what is judged: {@code median}, {@code average}, …
   * @param actual its value
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param min the least
   * @param max the greatest
   * @param mean the average
   * @param spread the distance between the quartiles
   * @param n how many samples
   * @param warmUps how many were taken before, to warm up, and left out
   * @param minimumSamples how many it takes
   * @param controlRatio how many times slower than its best the machine was meanwhile
   * @param pass whether it was met; empty where nobody can tell
   * @param verdict the same as a word
   * @param reason why
   * @param how how it was measured
   */
  public record TargetResult(
      String id,
      String name,
      String unit,
      double target,
      String asWritten,
      String note,
      String statistic,
      Optional<Double> actual,
      Optional<Double> p50,
      Optional<Double> p99,
      Optional<Double> min,
      Optional<Double> max,
      Optional<Double> mean,
      Optional<Double> spread,
      int n,
      int warmUps,
      int minimumSamples,
      Optional<Double> controlRatio,
      Optional<Boolean> pass,
      Outcome verdict,
      String reason,
      String how) {}

  /**
   * One scenario, all its runs together.
   *
   * @param id its id
   * @param workflow the workflow's type
   * @param moment when the worker was killed
   * @param verdict the worst of its runs'; UNKNOWN at best where there are fewer than planned
   * @param pass whether it is VALID; empty where it is UNKNOWN
   * @param reasons why it is not VALID, run by run
   * @param runs how many runs
   * @param valid how many of them were VALID
   * @param unknown how many UNKNOWN
   * @param invalid how many INVALID
   */
  public record ScenarioResult(
      String id,
      String workflow,
      String moment,
      Validity verdict,
      Optional<Boolean> pass,
      List<String> reasons,
      int runs,
      int valid,
      int unknown,
      int invalid) {

    /** Copies the reasons, so that a result never changes. */
    public ScenarioResult {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * The recovery times of one kill moment.
   *
   * @param moment the kill moment's id
   * @param name its name for people
   * @param unit the unit of the times
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param max the greatest
   * @param spread the distance between the quartiles
   * @param n how many
   * @param warmUps how many were taken before, to warm up, and left out
   * @param controlRatio how many times slower than its best the machine was meanwhile
   * @param samples the raw times that count, in order
   * @param how how they were measured; why not, where they were not
   * @param baseline how they compare with the baseline's
   */
  public record RecoveryResult(
      String moment,
      String name,
      String unit,
      Optional<Double> p50,
      Optional<Double> p99,
      Optional<Double> max,
      Optional<Double> spread,
      int n,
      int warmUps,
      Optional<Double> controlRatio,
      List<Double> samples,
      String how,
      Regression baseline) {

    /** Copies the samples, so that a result never changes. */
    public RecoveryResult {
      samples = List.copyOf(samples);
    }
  }

  /**
   * A measure without a target.
   *
   * @param id its id
   * @param name its name for people
   * @param unit the unit of its numbers
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param min the least
   * @param max the greatest
   * @param mean the average
   * @param spread the distance between the quartiles
   * @param n how many samples
   * @param warmUps how many were taken before, to warm up, and left out
   * @param how how it was measured; why not, where it was not
   */
  public record MeasureResult(
      String id,
      String name,
      String unit,
      Optional<Double> p50,
      Optional<Double> p99,
      Optional<Double> min,
      Optional<Double> max,
      Optional<Double> mean,
      Optional<Double> spread,
      int n,
      int warmUps,
      String how) {}

  /**
   * Which baseline was used.
   *
   * @param run the run that was accepted as the baseline; empty where none was used
   * @param reason which one it is, or why there is none, in words
   */
  public record BaselineUse(Optional<String> run, String reason) {}
}
