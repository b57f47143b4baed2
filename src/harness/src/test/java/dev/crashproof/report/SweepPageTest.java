package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.checker.Verdict;
import dev.crashproof.report.SweepRecord.Exclusion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepPageTest {
  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
    Demo.saveAll(run, 5100, 5300, 5200);
    run.save(Demo.plan(DemoSweep.PLANNED));
  }

  private Results write() {
    return ReportWriter.write(run, reports, Optional.empty());
  }

  private String page() throws IOException {
    return Files.readString(reports.resolve("demo.md"));
  }

  /** The part of the page that tells of sweeps. */
  private String section() throws IOException {
    String page = page();
    return page.substring(
        page.indexOf("\n## Every crash that can matter"), page.indexOf("\n## Scenarios"));
  }

  private SweepDirectory sweep() {
    return run.sweep(DemoSweep.PLANNED.id());
  }

  private static String expected(String name) throws IOException {
    try (var expected = SweepPageTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(expected).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aGoodSweepLooksAsExpected() throws IOException {
    DemoSweep.saveAll(sweep());
    write();

    assertThat(section()).isEqualTo(expected("expected-sweep.md"));
    assertThat(page()).contains("every scenario and sweep is VALID");
  }

  @Test
  void aBadSweepLooksAsExpected() throws IOException {
    SweepDirectory sweep = sweep();
    DemoSweep.saveUnderWay(sweep);
    sweep.save(
        DemoSweep.point(
            3, "before http x POST /a|b", Verdict.invalid("effects", "2 times: a | b\n<b>")),
        DemoSweep.evidence());
    write();

    assertThat(section()).isEqualTo(expected("expected-bad-sweep.md"));
  }

  @Test
  void sweepsStandApart() throws IOException {
    run.save(
        Demo.plan(
            DemoSweep.PLANNED, new PlannedSweep("sweep-other", "OtherWorkflow", "assisted", "")));
    write();

    String why = "- not run: the run ended before it came to it\n";
    assertThat(section())
        .endsWith(
            """
            ### What is not VALID

            **sweep-demo** is UNKNOWN.

            %s
            **sweep-other** is UNKNOWN.

            %s"""
                .formatted(why, why));
  }

  @Test
  void aRunWithoutSweepsHasNoWordOfThem() throws IOException {
    run.save(Demo.plan());
    write();

    assertThat(page()).doesNotContain("crash that can matter").doesNotContain("weep");
  }

  @Test
  void manyFailuresAreFolded() throws IOException {
    List<String> planned = new ArrayList<>();
    for (int number = 1; number <= 12; number++) {
      planned.add("before Message " + number);
    }
    SweepDirectory sweep = DemoSweep.saveBegun(sweep());
    sweep.save(
        DemoSweep.UNDER_WAY
            .withPlan(2, true, planned, List.of(new Exclusion("idle", "why")), true, "All.")
            .stopped("the server is gone"));
    sweep.save(
        DemoSweep.point(12, planned.get(11), Verdict.invalid("effects", "lost")),
        DemoSweep.evidence());
    Results results = write();

    assertThat(section())
        .contains("<summary>2 more</summary>")
        .containsSubsequence(
            "- point 12, `before Message 12` is INVALID: effects: lost",
            "- `before Message 9` is UNKNOWN: it was not struck: the server is gone",
            "<summary>2 more</summary>",
            "- `before Message 10` is UNKNOWN",
            "- `before Message 11` is UNKNOWN",
            "</details>");
    assertThat(Gate.failures(results))
        .containsExactly(
            "Sweep sweep-demo is INVALID: it stopped: the server is gone; its plan was not audited;"
                + " before Message 12 is INVALID: effects: lost; before Message 1 is UNKNOWN: it was"
                + " not struck: the server is gone; before Message 2 is UNKNOWN: it was not struck:"
                + " the server is gone; and 9 more.");
  }

  @Test
  void resultsHoldWhatOthersRead() throws IOException {
    DemoSweep.saveAll(sweep());
    write();

    JsonNode sweep = json().at("/sweeps/0");

    assertThat(json().path("schema").asInt()).isEqualTo(4);
    assertThat(sweep.path("workflow").asText()).isEqualTo("DemoWorkflow");
    assertThat(sweep.path("mode").asText()).isEqualTo("unassisted");
    for (String count : List.of("boundaries", "cuts", "valid", "excluded")) {
      assertThat(sweep.path(count).asInt(-1)).as(count).isEqualTo(3);
    }
    assertThat(sweep.path("unknown").asInt(-1)).isZero();
    assertThat(sweep.path("invalid").asInt(-1)).isZero();
    assertThat(sweep.path("seconds").asDouble()).isEqualTo(9);
    assertThat(sweep.path("pointsPerMinute").asDouble()).isEqualTo(20);
    assertThat(sweep.path("goldenRuns").asInt()).isEqualTo(2);
    assertThat(sweep.path("exhaustive").asBoolean()).isTrue();
    assertThat(sweep.at("/recovery/0/kind").asText()).isEqualTo("before");
    assertThat(sweep.at("/recovery/0/p99").asDouble()).isEqualTo(5001);
    assertThat(sweep.at("/causes/0/cause").asText()).isEqualTo("sticky wait");
    assertThat(sweep.at("/exclusions/0/reason").asText()).isEqualTo("a poll commits nothing");
    assertThat(sweep.at("/audit/validity").asText()).isEqualTo("VALID");
    assertThat(sweep.path("verdict").asText()).isEqualTo("VALID");
  }

  @Test
  void resultsAreReadBackAsTheyWereAndThoseOfSchemaOneToo() throws IOException {
    DemoSweep.saveUnderWay(sweep());
    Path file = reports.resolve("results.json");
    Results written = write();
    assertThat(JsonFiles.read(file, Results.class)).isEqualTo(written);

    run = RunDirectory.create(reports, Demo.NOON);
    Demo.saveAll(run, 5100);
    write();
    String old =
        Files.readString(file)
            .replace("\"schema\" : 4", "\"schema\" : 1")
            .replace("  \"sweeps\" : [ ],\n", "")
            .replace("  \"alternatives\" : [ ],\n", "")
            .replace("  \"claims\" : [ ],\n", "")
            .replace("  \"faults\" : [ ],\n", "")
            .replace("  \"coverage\" : null,\n", "");
    assertThat(old).doesNotContain("sweeps", "alternatives", "claims", "faults", "coverage");
    Files.writeString(file, old);

    assertThat(JsonFiles.read(file, Results.class).schema()).isEqualTo(1);
    assertThat(JsonFiles.read(file, Results.class).sweeps()).isEmpty();
    assertThat(JsonFiles.read(file, Results.class).claims()).isEmpty();
    assertThat(JsonFiles.read(file, Results.class).faults()).isEmpty();
    assertThat(JsonFiles.read(file, Results.class).coverage()).isEmpty();
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(reports.resolve("results.json").toFile());
  }
}
