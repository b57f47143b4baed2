package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.checker.Verdict;
import dev.crashproof.measure.Regression.Kind;
import dev.crashproof.report.Results.RecoveryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final double[] USUAL = {5000, 5100, 5200, 5300, 5400};
  private static final double[] DOUBLED = {10_000, 10_100, 10_200, 10_300, 10_400};

  private Path reports;
  private Instant now = Demo.NOON;

  @BeforeEach
  void acceptTheUsual(@TempDir Path directory) {
    reports = directory;
    Baseline.accept(write(run(USUAL), Optional.empty()), reports);
  }

  private RunDirectory run(double... recoveryMillis) {
    now = now.plusSeconds(1);
    RunDirectory run = RunDirectory.create(reports, now);
    Demo.saveAll(run, recoveryMillis);
    return run;
  }

  private Results write(RunDirectory run, Optional<Baseline> baseline) {
    return ReportWriter.write(run, reports, baseline);
  }

  private Results againstBaseline(RunDirectory run) {
    return write(run, Baseline.find(reports, "containers"));
  }

  private static void assertNotCompared(Results results, String why) {
    RecoveryResult recovery = results.recovery().get(0);
    assertThat(recovery.baseline().kind()).isEqualTo(Kind.NOT_COMPARED);
    assertThat(recovery.baseline().reason()).contains(why);
    assertThat(Gate.failures(results)).isEmpty();
  }

  @Test
  void aRecoveryTwiceAsSlowFails() throws IOException {
    Results results = againstBaseline(run(DOUBLED));

    assertThat(results.recovery().get(0).baseline().kind()).isEqualTo(Kind.SLOWER);
    assertThat(results.baseline().run()).contains("2026-11-23T12-00-01Z");
    assertThat(Gate.failures(results))
        .singleElement()
        .asString()
        .startsWith("Recovery mid-timer is clearly slower than the baseline: the median is 1.96");
    assertThat(Files.readString(reports.resolve("demo.md")))
        .contains("The baseline is the run 2026-11-23T12-00-01Z on the backend containers")
        .contains("clearly slower: the median is 1.96 times the baseline's");
  }

  @Test
  void theUsualIsNotSlower() {
    Results results = againstBaseline(run(USUAL));

    assertThat(results.recovery().get(0).baseline().kind()).isEqualTo(Kind.NOT_SLOWER);
    assertThat(Gate.failures(results)).isEmpty();
  }

  @Test
  void noRunMovesTheBaselineByItself() throws IOException {
    byte[] before = Files.readAllBytes(reports.resolve("baseline/containers.json"));

    againstBaseline(run(7000, 7000, 7000, 7000, 7000));
    againstBaseline(run(DOUBLED));

    assertThat(Files.readAllBytes(reports.resolve("baseline/containers.json"))).isEqualTo(before);
  }

  @Test
  void acceptingMovesIt() {
    Baseline.accept(againstBaseline(run(DOUBLED)), reports);

    assertThat(againstBaseline(run(DOUBLED)).recovery().get(0).baseline().kind())
        .isEqualTo(Kind.NOT_SLOWER);
  }

  @Test
  void tooFewTimesMakeNoBaseline() {
    Results few = write(run(5000, 5100, 5200, 5300), Optional.empty());

    assertThatThrownBy(() -> Baseline.accept(few, reports))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("4 recovery times of mid-timer")
        .hasMessageContaining("fewer than 5");
  }

  @Test
  void aBusyMachineMakesNoBaseline() {
    RunDirectory busy = run(DOUBLED);
    busy.saveRecovery(
        Demo.controlled(Demo.measurement("mid-timer", "ms", DOUBLED), 100, 300, 300, 300));

    assertThatThrownBy(() -> Baseline.accept(write(busy, Optional.empty()), reports))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("too busy during mid-timer");
  }

  @Test
  void withoutABaselineItIsSaidAndNotFailed() {
    assertThat(Baseline.find(reports, "embedded")).isEmpty();
    assertNotCompared(
        write(run(DOUBLED), Optional.empty()),
        "there is no baseline of the backend containers yet; -Dcrashproof.baseline=accept");
  }

  @Test
  void anotherBackendIsSaidAndNotFailed() {
    RunDirectory run = run(DOUBLED);
    run.save(Demo.environment("embedded", "Xeon"));

    assertNotCompared(
        againstBaseline(run), "the baseline is of the backend containers, this run of embedded");
  }

  @Test
  void anotherMachineIsComparedAllTheSame() {
    RunDirectory run = run(DOUBLED);
    run.save(Demo.environment("containers", "Epyc"));

    Results results = againstBaseline(run);

    assertThat(results.recovery().get(0).baseline().kind()).isEqualTo(Kind.SLOWER);
    assertThat(Gate.failures(results)).anyMatch(failure -> failure.contains("mid-timer"));
  }

  @Test
  void otherInputsAreSaidAndNotFailed() {
    RunDirectory run = run(DOUBLED);
    run.save(Demo.plan(new Input("timer", "7 s", "")));

    assertNotCompared(
        againstBaseline(run),
        "the baseline's workload had other inputs ([timer 2 s]), this run's [timer 7 s]");
  }

  @Test
  void aBusyMachineIsSaidAndNotFailed() {
    RunDirectory run = run(DOUBLED);
    run.saveRecovery(
        Demo.controlled(Demo.measurement("mid-timer", "ms", DOUBLED), 100, 300, 310, 320));

    assertNotCompared(againstBaseline(run), "the machine was too busy");
  }

  @Test
  void aMomentThatTheBaselineDoesNotKnowIsSaid() {
    RunDirectory run = run(USUAL);
    run.saveRecovery(Demo.measurement("mid-wait", "ms", DOUBLED));

    assertThat(againstBaseline(run).recovery().get(1).baseline().reason())
        .isEqualTo("not compared: the baseline knows no kill moment mid-wait");
  }

  @Test
  void aRunThatIsNoMeasureIsNotAccepted() {
    RunDirectory invalid = run(USUAL);
    invalid.save(Demo.scenario(3, Verdict.invalid("effects", "lost one")));
    RunDirectory empty = run();

    assertRefused(invalid, "its scenario demo-mid-timer is not VALID");
    assertRefused(empty, "it has 0 recovery times of mid-timer");
  }

  @Test
  void aRunWithoutAnEnvironmentIsNotAccepted() {
    RunDirectory run = RunDirectory.create(reports, now);
    run.save(Demo.plan());

    assertRefused(run, "its timings are not comparable: no environment came up");
    assertThat(reports.resolve("baseline/unknown.json")).doesNotExist();
  }

  private void assertRefused(RunDirectory run, String why) {
    Results results = write(run, Optional.empty());
    assertThatThrownBy(() -> Baseline.accept(results, reports))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("crashproof.baseline=accept");
  }
}
