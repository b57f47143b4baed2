package dev.crashproof.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Expectation;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

// One that hangs is to fail here.
@Timeout(60)
class WaveTest {
  private static final Fault KILL = new Fault.Kill();
  private static final Fault SERVER = new Fault.ServerRestart();

  @Test
  void trialsThatMeetTheSameSharedFaultAtTheSamePlaceAreOneWave() {
    List<Wave.Turn> turns =
        Wave.of(
            List.of(
                trial(SERVER, KILL),
                trial(KILL, KILL),
                trial(KILL, SERVER),
                trial(SERVER, new Fault.OutOfMemory()),
                trial(KILL)),
            8);
    assertThat(numbers(turns)).isEqualTo("2 5 | 1 4 | 3");
  }

  @Test
  void aWaveHasNoMoreTrialsThanThereAreLanes() {
    assertThat(numbers(Wave.of(List.of(trial(SERVER), trial(SERVER), trial(SERVER)), 2)))
        .isEqualTo("1 2 | 3");
  }

  @Test
  void aWaveBeginsWhenTheOneBeforeIsOver() throws Exception {
    List<Wave.Turn> turns = Wave.of(List.of(trial(KILL), trial(SERVER)), 2);
    CompletableFuture<Together> second =
        CompletableFuture.supplyAsync(() -> begun(turns.get(1).wave()));
    turns.get(0).wave().begin();
    assertThat(second).isNotDone();
    turns.get(0).wave().leave();
    assertThat(second.join()).isNotNull();
  }

  private static Together begun(Wave wave) {
    try {
      return wave.begin();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String numbers(List<Wave.Turn> turns) {
    return turns.stream()
        .collect(
            Collectors.groupingBy(
                Wave.Turn::wave, java.util.LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(
            wave ->
                wave.stream()
                    .map(turn -> Integer.toString(turn.number()))
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" | "));
  }

  private static Trial trial(Fault... faults) {
    return new Trial(
        "trial",
        Workload.of("AnyWorkflow"),
        Expectation.ofEffects(),
        Schedule.of(
            Arrays.stream(faults)
                .map(fault -> new PlannedFault(fault, new When.Recovering()))
                .toArray(PlannedFault[]::new)));
  }
}
