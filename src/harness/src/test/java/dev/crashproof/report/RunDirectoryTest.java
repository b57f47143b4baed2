package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
  }

  @Test
  void whatWasSavedIsReadBackWhole() {
    Verdict withOps =
        new Verdict(
            "kill-landed",
            Validity.UNKNOWN,
            "no sample",
            Demo.scenario(1, Demo.VALID).evidence().history().ops());
    Measurement controlled =
        Demo.controlled(Demo.measurement("startup_time", "s", 1.1), 100, 120, 130);
    run.save(Demo.plan());
    run.save(Demo.environment("containers", "Xeon"));
    run.save(controlled);
    run.saveRecovery(Demo.measurement("mid-timer", "ms", 5203));
    run.save(Demo.scenario(2, withOps));
    run.save(Demo.scenario(10, Demo.VALID));
    run.missing("memory_usage", "the worker was gone");

    RunFacts facts = RunDirectory.open(run.path()).read();

    assertThat(facts.run()).isEqualTo("2026-11-23T12-00-00Z");
    assertThat(facts.plan()).isEqualTo(Demo.plan());
    assertThat(facts.environment()).contains(Demo.environment("containers", "Xeon"));
    assertThat(facts.measurements()).containsExactly(controlled);
    assertThat(facts.recovery()).containsExactly(Demo.measurement("mid-timer", "ms", 5203));
    assertThat(facts.scenarios())
        .containsExactly(Demo.scenario(2, withOps), Demo.scenario(10, Demo.VALID));
    assertThat(facts.missing()).isEqualTo(Map.of("memory_usage", "the worker was gone"));
  }

  @Test
  void whatWasGatheredOfATrialLiesBesideTheFactsAndIsNone() {
    TrialRecord trial = DemoTrials.single(1, DemoTrials.struck("kill", "after"), Demo.VALID);
    SavedEvidence evidence =
        new SavedEvidence(Demo.scenario(1, Demo.VALID).evidence(), Optional.empty());
    run.save(Demo.plan());
    run.save(trial);
    run.save(trial, evidence);

    assertThat(EvidenceFiles.read(run.path().resolve("evidence/faults/kill-1")))
        .isEqualTo(evidence);
    assertThat(run.read().faults().trials()).containsExactly(trial);
  }

  @Test
  void aRunThatDiedEarlyKeepsWhatWasThere() {
    run.save(Demo.plan());
    run.save(Demo.measurement("startup_time", "s", 1.1));
    run.save(Demo.measurement("startup_time", "s", 1.1, 1.2));

    RunFacts facts = run.read();

    assertThat(facts.environment()).isEmpty();
    assertThat(facts.measurements()).hasSize(1);
    assertThat(facts.measurements().get(0).samples().n()).isEqualTo(2);
    assertThat(facts.scenarios()).isEmpty();
  }

  @Test
  void aFileHalfWrittenByACrashIsNoFact() throws IOException {
    run.save(Demo.plan());
    run.save(Demo.measurement("startup_time", "s", 1.1));
    Files.writeString(run.path().resolve("measures/memory_usage.json123.part"), "{\"samp");

    assertThat(run.read().measurements()).hasSize(1);
  }

  @Test
  void twoRunsInOneSecondAreTwo() {
    RunDirectory second = RunDirectory.create(reports, Demo.NOON);

    assertThat(second.path()).isNotEqualTo(run.path());
    assertThat(second.path().getFileName()).hasToString("2026-11-23T12-00-00Z-2");
  }

  @Test
  void aRunIsFoundByTheInstantItBegan() {
    assertThat(RunDirectory.find(reports, Demo.NOON)).isEmpty();
    run.save(Demo.plan());
    assertThat(RunDirectory.find(reports, Demo.NOON)).map(RunDirectory::path).contains(run.path());
    assertThat(RunDirectory.find(reports, Demo.NOON.plusSeconds(1))).isEmpty();

    RunDirectory last = run;
    for (int number = 2; number <= 11; number++) {
      last = RunDirectory.create(reports, Demo.NOON);
      last.save(Demo.plan());
    }
    assertThat(last.path().getFileName()).hasToString("2026-11-23T12-00-00Z-11");
    assertThat(RunDirectory.find(reports, Demo.NOON)).map(RunDirectory::path).contains(last.path());
    assertThat(RunDirectory.latest(reports)).map(RunDirectory::path).contains(last.path());
  }

  @Test
  void theLatestRunIsTheLastThatSavedItsPlan() {
    assertThat(RunDirectory.latest(reports)).isEmpty();
    run.save(Demo.plan());
    RunDirectory later = RunDirectory.create(reports, Demo.NOON.plusSeconds(1));
    later.save(Demo.plan());
    RunDirectory.create(reports, Demo.NOON.plusSeconds(2));

    assertThat(RunDirectory.latest(reports)).map(RunDirectory::path).contains(later.path());
    assertThat(RunDirectory.latest(reports.resolve("nowhere"))).isEmpty();
  }

  @Test
  void aDirectoryWithoutAPlanIsNoRun() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunDirectory.open(reports))
        .withMessageContaining("there is no plan.json in it");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    run.save(Demo.plan());
    Files.writeString(run.path().resolve("environment.json"), "{}");

    assertThatThrownBy(run::read)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("environment.json could not be read");
  }

  @Test
  void anIdThatLeavesTheDirectoryIsRefused() {
    PlannedScenario stranger = new PlannedScenario("../../x", "W", "none", 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.save(ScenarioRecord.failed(stranger, 1, "broken")));
  }

  @Test
  void aBrokenScenarioIsUnknown() {
    ScenarioRecord record = ScenarioRecord.failed(Demo.MID_TIMER, 1, "the worker never got ready");

    assertThat(record.judgement().validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(record.judgement().reasons()).containsExactly("harness: the worker never got ready");
  }

  @Test
  void theMachineIsTold() throws IOException {
    Machine here = Machine.here();
    Path file = Files.writeString(reports.resolve("f"), "x\nNAME=\"a b\"\nNAME=c\n");

    assertThat(here.cores()).isPositive();
    assertThat(here.memoryMib()).isPositive();
    assertThat(here.cpuModel()).isNotBlank();
    assertThat(Machine.value(file, "NAME", '=')).contains("a b");
    assertThat(Machine.value(file, "OTHER", '=')).isEmpty();
    assertThat(Machine.value(reports.resolve("none"), "NAME", '=')).isEmpty();
  }
}
