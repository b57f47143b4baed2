package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.checker.Validity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved of faults is read back whole, and a fault that did not strike proves nothing. */
class TrialRecordTest {
  private static final TrialRecord KILLED =
      DemoTrials.single(1, DemoTrials.struck("kill", "after"), Demo.VALID);

  @Test
  void whatWasSavedIsReadBackWhole(@TempDir Path reports) {
    RunDirectory run = RunDirectory.create(reports, Demo.NOON);
    StruckFault pause =
        new StruckFault(
            "pause", "before x#1", "before", true, "", Map.of("http", "can't be fenced"));
    TrialRecord tenth = DemoTrials.single(10, pause, Demo.VALID);
    TrialRecord second = DemoTrials.single(2, pause, Demo.VALID);
    TrialRecord pair = DemoTrials.pair("kill", "pause", Demo.VALID);
    TrialRecord cannot = DemoTrials.unsupported("disk-full", "before", "the volume is the host's");
    run.save(Demo.plan());
    for (TrialRecord trial : List.of(pair, tenth, second, cannot)) {
      run.save(trial);
    }
    run.save(DemoTrials.CAUGHT);
    run.save(DemoTrials.SOAK);

    FaultFacts facts = run.read().faults();

    assertThat(facts.trials()).containsExactly(cannot, second, tenth, pair);
    assertThat(facts.of(TrialRecord.PAIRS)).containsExactly(pair);
    assertThat(facts.mutants()).containsExactly(DemoTrials.CAUGHT);
    assertThat(facts.soak()).contains(DemoTrials.SOAK);
    assertThat(run.path().resolve("trials/faults/pause-10.json")).isRegularFile();
    assertThat(Files.exists(run.path().resolve("trials/soak"))).isFalse();
  }

  @Test
  void aRunWithoutAnyHasNone(@TempDir Path reports) {
    RunDirectory run = RunDirectory.create(reports, Demo.NOON);
    run.save(Demo.plan());

    FaultFacts facts = run.read().faults();

    assertThat(facts.trials()).isEmpty();
    assertThat(facts.mutants()).isEmpty();
    assertThat(facts.soak()).isEmpty();
  }

  @Test
  void aFaultThatDidNotStrikeLeavesItUnknown() {
    TrialRecord missed = DemoTrials.single(1, DemoTrials.missed("kill", "after"), Demo.VALID);

    assertThat(KILLED.judgement().validity()).isEqualTo(Validity.VALID);
    assertThat(missed.judgement().validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(missed.judgement().reasons())
        .containsExactly("strike: kill after x#1 did not strike: it was not reached");
  }

  @Test
  void itsNamesStayInTheRunsDirectory(@TempDir Path reports) {
    RunDirectory run = RunDirectory.create(reports, Demo.NOON);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run.save(
                    TrialRecord.unsupported("../..", "kill", "DemoWorkflow", List.of(), "no")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TrialRecord(
                    "faults", "kill", "W", 0, 0, List.of(), List.of(), 0, Set.of(), ""));
  }
}
