package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.checker.Verdict;
import dev.crashproof.measure.Outcome;
import dev.crashproof.measure.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
  }

  private Results write() {
    return ReportWriter.write(run, reports, Optional.empty());
  }

  private String page() throws IOException {
    return Files.readString(reports.resolve("demo.md"));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(reports.resolve("results.json").toFile());
  }

  @Test
  void thePageLooksAsExpected() throws IOException {
    Demo.saveAll(run, 5100, 5300, 5200);
    write();

    try (var expected = ReportWriterTest.class.getResourceAsStream("expected-demo.md")) {
      assertThat(page())
          .isEqualTo(
              new String(Objects.requireNonNull(expected).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void resultsHoldWhatOthersRead() throws IOException {
    Demo.saveAll(run, 5100, 5300, 5200);
    write();
    JsonNode json = json();

    assertThat(names(json))
        .containsExactly(
            "schema",
            "run",
            "environment",
            "targets",
            "scenarios",
            "sweeps",
            "alternatives",
            "claims",
            "recovery",
            "supporting",
            "baseline",
            "inputs",
            "failedTests",
            "migration",
            "faults",
            "pairs",
            "mutants",
            "coverage",
            "soak",
            "sometimes");
    assertThat(json.at("/environment/backend").asText()).isEqualTo("containers");
    assertThat(json.at("/environment/temporalVersion").asText()).isEqualTo("1.31.2");
    assertThat(json.at("/environment/machine/cores").asInt()).isEqualTo(2);
    JsonNode startUp = json.at("/targets/0");
    assertThat(startUp.path("id").asText()).isEqualTo("startup_time");
    assertThat(startUp.path("unit").asText()).isEqualTo("s");
    assertThat(startUp.path("target").asDouble()).isEqualTo(2);
    assertThat(startUp.path("actual").asDouble()).isEqualTo(1.1);
    assertThat(startUp.path("p50").asDouble()).isEqualTo(1.1);
    assertThat(startUp.path("n").asInt()).isEqualTo(3);
    assertThat(startUp.path("warmUps").asInt()).isEqualTo(1);
    assertThat(startUp.path("pass").asBoolean()).isTrue();
    assertThat(json.at("/recovery/0/moment").asText()).isEqualTo("mid-timer");
    assertThat(json.at("/recovery/0/samples")).hasToString("[5100.0,5300.0,5200.0]");
    assertThat(json.at("/scenarios/0/valid").asInt()).isEqualTo(2);
  }

  @Test
  void resultsAreReadBackAsTheyWere() {
    Demo.saveAll(run, 5100, 5300, 5200);

    Results written = write();

    assertThat(JsonFiles.read(reports.resolve("results.json"), Results.class)).isEqualTo(written);
  }

  @Test
  void theSameFactsGiveTheSameBytesAnywhere() throws IOException {
    Demo.saveAll(run, 5100, 5300, 5200);
    write();
    byte[] page = Files.readAllBytes(reports.resolve("demo.md"));
    byte[] json = Files.readAllBytes(reports.resolve("results.json"));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      ReportWriter.write(RunDirectory.open(run.path()), reports, Optional.empty());
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(Files.readAllBytes(reports.resolve("demo.md"))).isEqualTo(page);
    assertThat(Files.readAllBytes(reports.resolve("results.json"))).isEqualTo(json);
  }

  @Test
  void aRunWithoutAnEnvironmentTellsWhatIsMissingAndWhy() throws IOException {
    run.save(Demo.plan());
    run.missing("environment", "no Docker engine answered");

    Results results = write();

    assertThat(results.targets())
        .extracting(Results.TargetResult::verdict)
        .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN);
    assertThat(json().at("/targets/0/pass").isNull()).isTrue();
    assertThat(json().at("/targets/0/actual").isNull()).isTrue();
    assertThat(json().at("/environment/backend").asText()).isEqualTo("unknown");
    String why = "there was no environment: no Docker engine answered";
    assertThat(page())
        .contains("| Startup Time | < 2s | **UNKNOWN**: not measured: " + why + " |")
        .contains("| Start RPC alone | 0 | – | – | – | – | – | – | not measured: " + why + " |")
        .contains("**demo-mid-timer** is UNKNOWN")
        .contains("not run: " + why);
    assertThat(Gate.failures(results))
        .containsExactly("Nothing was measured: no environment came up: no Docker engine answered");
  }

  @Test
  void aRunThatWasCutOffSaysSo() {
    run.save(Demo.plan());
    run.save(Demo.environment("containers", "Xeon"));
    run.missing("memory_usage", "the worker was gone");

    assertThat(write().targets())
        .extracting(Results.TargetResult::reason)
        .containsExactly(
            "not measured: the run ended before it came to it",
            "not measured: the worker was gone");
  }

  @Test
  void theWorstRunIsTheScenariosVerdictAndItsReasonsAreTold() throws IOException {
    Demo.saveAll(run, 5100);
    run.save(Demo.scenario(3, Verdict.unknown("kill-landed", "no sample: a | b\n<b>")));
    run.save(Demo.scenario(4, Verdict.invalid("effects", "2 times: process_data#1")));

    Results.ScenarioResult scenario = write().scenarios().get(0);

    assertThat(scenario.verdict().name()).isEqualTo("INVALID");
    assertThat(List.of(scenario.runs(), scenario.valid(), scenario.unknown(), scenario.invalid()))
        .containsExactly(4, 2, 1, 1);
    assertThat(scenario.reasons())
        .containsExactly(
            "run 3, kill-landed: no sample: a | b\n<b>", "run 4, effects: 2 times: process_data#1");
    assertThat(page())
        .contains("| demo-mid-timer | DemoWorkflow | mid-timer | 4 | 2 | 1 | 1 | **INVALID** |")
        .contains("  - run 3, kill-landed: no sample: a \\| b &lt;b>\n");
  }

  @Test
  void whatNobodyPlannedIsShownAllTheSame() {
    Demo.saveAll(run, 5100);
    run.save(Demo.measurement("idle_memory", "MiB", 120));
    run.saveRecovery(Demo.measurement("mid-wait", "ms", 300));

    Results results = write();

    assertThat(results.supporting())
        .extracting(Results.MeasureResult::id)
        .containsExactly("start_rpc", "idle_memory");
    assertThat(results.recovery())
        .extracting(Results.RecoveryResult::moment)
        .containsExactly("mid-timer", "mid-wait");
  }

  @Test
  void theControlsBestIsThatOfTheWholeRun() {
    Demo.saveAll(run, 5100);
    run.save(Demo.controlled(Demo.measurement("startup_time", "s", 3, 3, 3), 200, 210, 220, 230));
    assertThat(write().targets().get(0).verdict()).isEqualTo(Outcome.MISS);

    run.save(Demo.controlled(Demo.measurement("start_rpc", "ms", 8), 100, 100));
    Results.TargetResult target = write().targets().get(0);

    assertThat(target.verdict()).isEqualTo(Outcome.UNKNOWN);
    assertThat(target.controlRatio()).contains(2.2);
    assertThat(target.pass()).isEmpty();
  }

  @Test
  void warmUpAloneMeasuresNothing() {
    Demo.saveAll(run, 5100);
    run.save(
        new Measurement(Samples.empty("startup_time", "s").plusWarmUp(1), "how", Optional.empty()));

    assertThat(write().targets().get(0).reason()).startsWith("not measured: ");
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
