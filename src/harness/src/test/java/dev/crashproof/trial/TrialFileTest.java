package dev.crashproof.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.Validity;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written of a run is read back whole, by whoever knows its workload and its version. */
class TrialFileTest {
  private static final Duration LASTS = Duration.ofMillis(1500);
  private static final List<Fault> ALL =
      List.of(
          new Fault.Kill(),
          new Fault.Terminate(LASTS),
          new Fault.Pause(true),
          new Fault.OutOfMemory(),
          new Fault.HeapExhausted(24),
          new Fault.CpuStarved(20, LASTS),
          new Fault.NetworkCut(LASTS),
          new Fault.NetworkSlow(Duration.ofMillis(5), LASTS),
          new Fault.RepliesLost(LASTS),
          new Fault.FrontendUnreachable(LASTS),
          new Fault.ServerRestart(),
          new Fault.DatabaseRestart(),
          new Fault.DatabasePaused(LASTS),
          new Fault.ConnectionsTerminated(),
          new Fault.DiskFull(LASTS),
          new Fault.ClockSkew(LASTS.negated()),
          new Fault.RollingRestart(LASTS));
  private static final List<When> MOMENTS =
      List.of(
          new When.AtBoundary(Boundary.parse("before RespondActivityTaskCompleted a#1")),
          new When.AtEvent("TimerStarted", 2),
          new When.AtTime(LASTS),
          new When.Recovering());

  private static TrialFile file(Schedule schedule) {
    return new TrialFile(
        TrialFile.VERSION,
        "soak",
        "demo-1",
        "demo",
        schedule.seed(),
        schedule,
        List.of(
            new TrialFile.Complaint("duplicates", Validity.INVALID, "a#1 is there 2 times"),
            new TrialFile.Complaint("replay", Validity.UNKNOWN, "nobody replayed it")));
  }

  @Test
  void eachFaultAtEachMomentIsReadBack(@TempDir Path directory) {
    assertThat(ALL).extracting(Fault::kind).containsExactlyElementsOf(Fault.kinds());
    Schedule schedule =
        new Schedule(
            42,
            ALL.stream()
                .flatMap(fault -> MOMENTS.stream().map(when -> new PlannedFault(fault, when)))
                .toList());
    Path path = directory.resolve("replays/demo-1.json");

    file(schedule).write(path);

    assertThat(TrialFile.read(path)).isEqualTo(file(schedule));
  }

  @Test
  void aPersonCanReadIt(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("one.json");

    file(Schedule.of(new PlannedFault(ALL.get(6), MOMENTS.get(0)))).write(path);

    assertThat(Files.readString(path).replaceAll("\\s+", ""))
        .contains("\"fault\":{\"kind\":\"network-cut\",\"lasts\":\"PT1.5S\"}")
        .contains(
            "\"when\":{\"when\":\"boundary\",\"boundary\":\"beforeRespondActivityTaskCompleteda#1\"}");
  }

  @Test
  void onlyWhoCalledItInvalidSaysHowItFailed() {
    assertThat(file(Schedule.of()).failed()).containsExactly("duplicates");
  }

  @Test
  void anotherVersionIsRefusedInASentence(@TempDir Path directory) throws IOException {
    Path path = Files.writeString(directory.resolve("two.json"), "{\"version\": 2, \"new\": 1}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrialFile.read(path))
        .withMessageContaining("two.json is of version 2 and only version 1 can be read");
  }

  @Test
  void whatIsNoTrialIsRefusedInASentence(@TempDir Path directory) throws IOException {
    Path damaged = Files.writeString(directory.resolve("damaged.json"), "{\"version\": 1,");

    assertThatThrownBy(() -> TrialFile.read(damaged))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("could not be read as a trial");
    assertThatThrownBy(() -> TrialFile.read(directory.resolve("missing.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Give the path of a file");
  }

  @Test
  void itsWorkloadIsFoundInTheCatalogue() {
    Schedule schedule = Schedule.of(new PlannedFault(ALL.get(0), MOMENTS.get(2)));
    Trial template = new Trial("demo", Workload.of("Demo"), Expectation.ofEffects(), Schedule.of());

    assertThat(file(schedule).trial(Map.of("demo", template), "again-1"))
        .isEqualTo(template.called("again-1").under(schedule));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file(schedule).trial(Map.of("other", template), "again-1"))
        .withMessageContaining("\"demo\", which is not there: use one of [other]");
  }
}
