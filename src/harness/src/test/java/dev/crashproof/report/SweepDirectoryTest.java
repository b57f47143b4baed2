package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.checker.Evidence;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepDirectoryTest {
  private RunDirectory run;
  private SweepDirectory sweep;

  @BeforeEach
  void create(@TempDir Path reports) {
    run = RunDirectory.create(reports, Demo.NOON);
    run.save(Demo.plan(DemoSweep.PLANNED));
    sweep = run.sweep(DemoSweep.PLANNED.id());
  }

  private SweepFacts read() {
    return RunDirectory.open(run.path()).read().sweeps().get(0);
  }

  @Test
  void whatWasSavedIsReadBackWhole() {
    DemoSweep.saveAll(sweep);
    SweepRecord controlled =
        DemoSweep.UNDER_WAY.finished(
            DemoSweep.AUDIT,
            9.5,
            Demo.controlled(Demo.measurement("m", "ms", 1), 100, 120).control());
    sweep.save(controlled);

    assertThat(read())
        .isEqualTo(
            new SweepFacts(
                controlled,
                List.of(DemoSweep.golden(1, Demo.VALID), DemoSweep.golden(2, Demo.VALID)),
                List.of(
                    DemoSweep.point(1, DemoSweep.BEFORE, Demo.VALID),
                    DemoSweep.point(2, DemoSweep.AFTER, Demo.VALID),
                    DemoSweep.point(3, DemoSweep.IDLE, Demo.VALID))));
    assertThat(sweep.pointEvidence(2)).isEqualTo(DemoSweep.evidence());
    assertThat(sweep.goldenEvidence(1)).isEqualTo(DemoSweep.evidence());
  }

  @Test
  void opsStandOneALineWhateverIsInThem() throws IOException {
    List<Op> ops =
        List.of(
            new Op(0, 17, OpKind.INVOKE, "worker", "select", Map.of("text", "a\nb\r\u2028\"c")),
            new Op(1, 23, OpKind.INFO, "harness", "strike", Map.of("boundary", DemoSweep.BEFORE)));
    SavedEvidence evidence =
        new SavedEvidence(
            new Evidence(
                new History(ops),
                new EventHistory("wf", "run", List.of()),
                Ledger.empty(),
                Optional.empty()),
            Optional.empty());
    sweep.save(DemoSweep.BEGUN);
    sweep.save(DemoSweep.point(1, DemoSweep.BEFORE), evidence);

    assertThat(Files.readString(sweep.path().resolve("points/1.jsonl")).split("\n")).hasSize(2);
    assertThat(sweep.pointEvidence(1)).isEqualTo(evidence);
    assertThat(sweep.path().resolve("points/1.evidence.json")).content().doesNotContain("strike");
  }

  @Test
  void noOpsAreReadBackAsNone() {
    SavedEvidence none =
        new SavedEvidence(
            new Evidence(
                new History(List.of()),
                new EventHistory("", "", List.of()),
                Ledger.empty(),
                Optional.empty()),
            Optional.empty());
    sweep.save(DemoSweep.BEGUN);
    sweep.save(DemoSweep.golden(1), none);

    assertThat(sweep.goldenEvidence(1)).isEqualTo(none);
  }

  @Test
  void pointsComeByNumberAndNotByName() {
    sweep.save(DemoSweep.UNDER_WAY);
    sweep.save(DemoSweep.point(10, DemoSweep.AFTER), DemoSweep.evidence());
    sweep.save(DemoSweep.point(9, DemoSweep.BEFORE), DemoSweep.evidence());

    assertThat(read().points()).extracting(PointRecord::number).containsExactly(9, 10);
  }

  @Test
  void whatAPointWasAmongOtherLanesIsKeptAndNoResult() {
    sweep.save(DemoSweep.UNDER_WAY);
    sweep.saveInLanes(DemoSweep.point(1, DemoSweep.AFTER), DemoSweep.evidence());
    sweep.save(DemoSweep.point(1, DemoSweep.AFTER), DemoSweep.evidence());

    assertThat(read().points()).hasSize(1);
    assertThat(sweep.path().resolve("points/1-in-lanes.json")).exists();
    assertThat(sweep.path().resolve("points/1-in-lanes.jsonl")).exists();
  }

  @Test
  void aPointThatACrashLeftHalfSavedIsNoFactAndCanBeSavedAgain() throws IOException {
    DemoSweep.saveUnderWay(sweep);
    Files.writeString(sweep.path().resolve("points/3.jsonl"), "{}\n");
    Files.writeString(sweep.path().resolve("points/3.evidence.json"), "{}");
    Files.writeString(sweep.path().resolve("points/3.json.17.part"), "{\"num");

    assertThat(read().points()).extracting(PointRecord::number).containsExactly(1, 2);

    sweep.save(DemoSweep.point(3, DemoSweep.IDLE), DemoSweep.evidence());
    assertThat(read().points()).hasSize(3);
    assertThat(sweep.pointEvidence(3)).isEqualTo(DemoSweep.evidence());
  }

  @Test
  void oneNumberIsForOnePoint() {
    DemoSweep.saveAll(sweep);

    assertThatIllegalStateException()
        .isThrownBy(
            () -> sweep.save(DemoSweep.point(3, DemoSweep.IDLE, Demo.VALID), DemoSweep.evidence()))
        .withMessageContaining("The point 3 was saved before")
        .withMessageContaining("give each its own number");
    assertThatIllegalStateException()
        .isThrownBy(() -> sweep.save(DemoSweep.golden(2), DemoSweep.evidence()))
        .withMessageContaining("The golden run 2 was saved before");
  }

  @Test
  void aPointWithoutItsSweepIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> sweep.save(DemoSweep.point(1, DemoSweep.IDLE), DemoSweep.evidence()))
        .withMessageContaining("save the SweepRecord first");
    assertThat(run.read().sweeps()).isEmpty();
  }

  @Test
  void oneSweepHasOneDirectoryInARun() {
    assertThat(run.sweep("other")).isSameAs(run.sweep("other")).isNotSameAs(sweep);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.sweep("../../x"))
        .withMessageContaining("made of letters, digits");
  }

  @Test
  void damagedOpsAreNamed() throws IOException {
    DemoSweep.saveAll(sweep);
    Files.writeString(sweep.path().resolve("points/2.jsonl"), "{\"index\":0\n");

    assertThatThrownBy(() -> sweep.pointEvidence(2))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("2.jsonl could not be read");
  }

  @Test
  void numbersBeginWithOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoSweep.point(0, DemoSweep.IDLE))
        .withMessage("The points of a sweep are numbered from 1, not 0.");
    assertThatIllegalArgumentException().isThrownBy(() -> DemoSweep.golden(0));
  }

  @Test
  void aPlanOfBeforeThereWereSweepsHasNone() throws IOException {
    Path file = run.path().resolve("plan.json");
    run.save(Demo.plan());
    String before = Files.readString(file).replace("  \"sweeps\" : [ ],\n", "");
    assertThat(before).doesNotContain("sweeps");
    Files.writeString(file, before);

    assertThat(run.read().plan()).isEqualTo(Demo.plan());
    assertThat(run.read().sweeps()).isEmpty();
  }
}
