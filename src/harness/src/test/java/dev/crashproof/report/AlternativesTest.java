package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.report.AlternativeRecord.Held;
import dev.crashproof.report.AlternativeRecord.OutageRecord;
import dev.crashproof.report.AlternativeRecord.TypeRecord;
import dev.crashproof.report.AlternativeResult.OutageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlternativesTest {
  private static final PlannedAlternative SPLIT = new PlannedAlternative("split", "Two workers", 2);

  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
    Demo.saveAll(run, 5100);
    run.save(Demo.plan(SPLIT));
  }

  private static AlternativeRecord turn(int turn, double idle, TypeRecord... types) {
    return new AlternativeRecord(
        SPLIT.id(),
        turn,
        List.of(new Held("a", idle, 100), new Held("b", idle, 120)),
        1.5,
        List.of(10.0, 20.0, 30.0),
        List.of(40.0, 40.0, 90.0),
        12,
        4,
        List.of(new OutageRecord("a", 3, List.of(types))));
  }

  private static TypeRecord stopped(double recovery) {
    return new TypeRecord(
        "Slow", 3, 0, 0, Optional.of(recovery), 1, 0, Optional.of(recovery + 100));
  }

  private static TypeRecord wentOn() {
    return new TypeRecord("Fast", 3, 3, 2, Optional.of(50.0), 0, 0, Optional.empty());
  }

  private Results write() {
    return ReportWriter.write(run, reports, Optional.empty());
  }

  private AlternativeResult result() {
    return write().alternatives().get(0);
  }

  @Test
  void memoryIsSummedOverProcessesAndTurnsAreTakenByTheirMedian() {
    run.save(turn(1, 50, wentOn()));
    run.save(turn(4, 60, wentOn()));

    AlternativeResult result = result();

    assertThat(result.processes()).contains(2);
    assertThat(result.idleMib()).contains(110.0);
    assertThat(result.peakMib()).contains(220.0);
    assertThat(result.heavyPerSecond()).contains(3.0);
    assertThat(result.reason()).isEmpty();
  }

  @Test
  void theLoadIsHeldAgainstTheQuiet() {
    run.save(turn(1, 50));
    run.save(turn(4, 60));

    AlternativeResult result = result();

    assertThat(result.quiet().n()).isEqualTo(6);
    assertThat(result.quiet().p50()).contains(20.0);
    assertThat(result.loaded().p50()).contains(40.0);
    assertThat(result.slowdown().p50()).contains(2.0);
  }

  @Test
  void whatCompletesNothingHasStoppedAndItsSlowestTypeTellsTheRecovery() {
    run.save(turn(1, 50, stopped(4000), wentOn()));
    run.save(turn(4, 60, stopped(6000), wentOn()));

    OutageResult outage = result().outages().get(0);

    assertThat(outage.deaths()).isEqualTo(2);
    assertThat(outage.stopped()).isEqualTo(1);
    assertThat(outage.goingOn()).isEqualTo(1);
    assertThat(outage.recoveryMillis()).contains(5000.0);
    assertThat(outage.inFlightMillis()).contains(5100.0);
    assertThat(outage.workflows().get(0).started()).isEqualTo(6);
  }

  @Test
  void whatNeverCameBackHasNoRecoveryTime() {
    run.save(turn(1, 50, stopped(4000)));
    run.save(
        turn(4, 60, new TypeRecord("Slow", 3, 0, 0, Optional.empty(), 1, 0, Optional.empty())));

    assertThat(result().outages().get(0).recoveryMillis()).isEmpty();
    assertThat(result().outages().get(0).inFlightMillis()).isEmpty();
  }

  @Test
  void anAlternativeThatWasNotTriedFailsTheRun() {
    run.missing(SPLIT.id(), "the server has no sticky queues");

    assertThat(Gate.failures(write()))
        .containsExactly("Alternative split: not measured: the server has no sticky queues.");
  }

  @Test
  void fewerTurnsThanPlannedFailTheRun() {
    run.save(turn(1, 50));

    assertThat(Gate.failures(write()))
        .containsExactly(
            "Alternative split: 1 of 2 turns were taken: the run ended before it came to it.");
  }

  @Test
  void thePageTellsWhatADeathStops() throws IOException {
    run.save(turn(1, 50, stopped(4000), wentOn()));
    run.save(turn(4, 60, stopped(6000), wentOn()));

    assertThat(Gate.failures(write())).isEmpty();
    assertThat(Files.readString(reports.resolve("demo.md")))
        .contains(
            "| Two workers | 2 of 2 | 2 | 1.50 s | 110.0 MiB | 220.0 MiB | 20.00 ms / 30.00 ms |")
        .contains(
            "| Two workers | a | 2, dead for 3.00 s | Slow (0, 0 of 6) | Fast (6, 4 of 6) | 5000 ms |"
                + " 5100 ms |");
  }
}
