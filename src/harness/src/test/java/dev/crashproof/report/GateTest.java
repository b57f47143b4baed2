package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
    Demo.saveAll(run, 5100);
  }

  private List<String> failures() {
    return Gate.failures(ReportWriter.write(run, reports, Optional.empty()));
  }

  @Test
  void aGoodRunHasNone() {
    assertThat(failures()).isEmpty();
  }

  @Test
  void aMissedTargetIsOne() {
    run.save(Demo.measurement("memory_usage", "MiB", 300));

    assertThat(failures())
        .containsExactly("Target Memory Usage: MISS (median 300.0 MiB, target below 256 MiB).");
  }

  @Test
  void tooFewSamplesAreOneHoweverGood() {
    run.save(Demo.measurement("startup_time", "s", 1.1));

    assertThat(failures())
        .containsExactly(
            "Target Startup Time: UNKNOWN (median 1.10 s, target below 2 s, but 1 samples are too"
                + " few: it takes 3).");
  }

  @Test
  void aMissThatABusyMachineExcusesIsNone() {
    run.save(Demo.controlled(Demo.measurement("startup_time", "s", 3, 3, 3), 100, 300, 300));

    assertThat(failures()).isEmpty();
  }

  @Test
  void aScenarioThatNobodyCanJudgeIsOne() {
    run.save(Demo.scenario(3, Verdict.unknown("kill-landed", "no sample")));

    assertThat(failures())
        .containsExactly("Scenario demo-mid-timer is UNKNOWN: run 3, kill-landed: no sample.");
  }

  @Test
  void aSweepThatWasNotMadeIsOne() {
    run.save(Demo.plan(DemoSweep.PLANNED));
    run.missing(DemoSweep.PLANNED.id(), "the worker never polled");

    assertThat(failures())
        .containsExactly("Sweep sweep-demo is UNKNOWN: not run: the worker never polled.");
  }

  @Test
  void aSweepThatIsNotValidIsOne() {
    run.save(Demo.plan(DemoSweep.PLANNED));
    DemoSweep.saveAll(
        run.sweep(DemoSweep.PLANNED.id()),
        DemoSweep.point(3, DemoSweep.IDLE, Verdict.invalid("effects", "lost one")));

    assertThat(failures())
        .containsExactly("Sweep sweep-demo is INVALID: idle is INVALID: effects: lost one.");
  }

  @Test
  void aGoodSweepIsNone() {
    run.save(Demo.plan(DemoSweep.PLANNED));
    DemoSweep.saveAll(run.sweep(DemoSweep.PLANNED.id()));

    assertThat(failures()).isEmpty();
  }

  @Test
  void fewerRunsThanPlannedAreNoProof(@TempDir Path other) {
    RunDirectory cutShort = RunDirectory.create(other, Demo.NOON);
    Demo.saveCutShort(cutShort, 5100);

    Results results = ReportWriter.write(cutShort, other, Optional.empty());

    assertThat(results.scenarios().get(0).verdict()).isEqualTo(Validity.UNKNOWN);
    assertThat(Gate.failures(results))
        .containsExactly(
            "Scenario demo-mid-timer is UNKNOWN: 1 of 2 runs were played: the run ended before it"
                + " came to it.");
  }

  @Test
  void aTestThatFailedIsOneAndTheReportTellsIt() throws IOException {
    run.failedTest("DrainIT.terminated", "exit code 1");

    assertThat(failures()).containsExactly("Test DrainIT.terminated failed: exit code 1");
    assertThat(Files.readString(reports.resolve("demo.md")))
        .contains("- Test DrainIT.terminated failed: exit code 1")
        .doesNotContain("every scenario is VALID");
  }

  @Test
  void noEnvironmentIsOneSentence() {
    RunDirectory stillborn = RunDirectory.create(reports, Demo.NOON);
    stillborn.save(Demo.plan());
    stillborn.missing("environment", "no Docker engine answers");

    assertThat(Gate.failures(ReportWriter.write(stillborn, reports, Optional.empty())))
        .containsExactly("Nothing was measured: no environment came up: no Docker engine answers");
  }

  @Test
  void aRunOfNothingIsOne() {
    RunDirectory empty = RunDirectory.create(reports, Demo.NOON);
    Plan plan = Demo.plan();
    empty.save(Demo.environment("containers", "Xeon"));
    empty.save(
        new Plan(
            plan.fileName(),
            plan.title(),
            plan.intro(),
            plan.tableTitle(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of()));

    assertThat(Gate.failures(ReportWriter.write(empty, reports, Optional.empty())))
        .containsExactly("The run measured nothing, played no scenario and made no sweep.");
  }
}
