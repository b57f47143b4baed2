package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.measure.Samples;
import dev.crashproof.report.BenchmarkRow.Heading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {

  @Test
  void aRowPassesWhenAllThatIsAskedForIsReached() {
    BenchmarkRow row =
        BenchmarkRow.paired(heading(BenchmarkGoal.of(0.5, 0.25), 3), ours(), naive(2));

    assertThat(row.pass()).contains(true);
    assertThat(row.reason()).isEmpty();
    assertThat(row.ours().median()).contains(0.5);
    assertThat(row.ours().n()).isEqualTo(3);
  }

  @Test
  void aMissTellsEveryBoundThatWasNotReached() {
    BenchmarkRow row =
        BenchmarkRow.paired(heading(BenchmarkGoal.of(0.4, 0.2).max(0.5), 3), ours(), naive(2));

    assertThat(row.pass()).contains(false);
    assertThat(row.reason())
        .isEqualTo(
            "median 0.50 s above 0.4 s, maximum 0.60 s above 0.5 s, ratio 0.250 above 0.200");
  }

  @Test
  void tooFewValuesAreNoPass() {
    BenchmarkRow row =
        BenchmarkRow.paired(heading(BenchmarkGoal.of(0.5, 0.25), 30), ours(), naive(2));

    assertThat(row.pass()).contains(false);
    assertThat(row.reason()).isEqualTo("3 values are too few: it takes 30");
  }

  @Test
  void whatWasLostIsNoPassWhateverTheRestCameTo() {
    BenchmarkRow row =
        BenchmarkRow.paired(heading(BenchmarkGoal.of(0.5, 0.25), 3), ours(), naive(2));

    assertThat(row.spoiltBy("2 of ours were lost").pass()).contains(false);
    assertThat(row.spoiltBy("2 of ours were lost").reason()).isEqualTo("2 of ours were lost");
  }

  @Test
  void valuesThatAreNoPairsHaveNoRatio() {
    BenchmarkRow row =
        BenchmarkRow.beside(heading(BenchmarkGoal.median(0.5), 3), ours(), naive(2).plus(3));

    assertThat(row.ratio()).isEmpty();
    assertThat(row.pass()).contains(true);
  }

  @Test
  void aRowWithoutAGoalNeitherPassesNorMisses() {
    assertThat(BenchmarkRow.alone(heading(BenchmarkGoal.none(), 1), ours()).pass()).isEmpty();
  }

  @Test
  void thePageGetsItsTableInPlaceOfTheLastAndAReportWrittenLaterKeepsIt(@TempDir Path reports)
      throws IOException {
    Path page = reports.resolve("adr-006.md");
    Files.writeString(page, "# The report\n\nDerived from the raw facts.\n");

    benchmark(naive(4)).publish(reports);
    benchmark(naive(2)).publish(reports);

    assertThat(page)
        .content()
        .startsWith("# The report\n\nDerived from the raw facts.\n\n" + BenchmarkPage.HEADING)
        .containsOnlyOnce(BenchmarkPage.HEADING)
        .contains("| 0.50 s, n 3 |", "| 2.00 s |", "| 0.250 (", "**PASS**");
    assertThat(reports.resolve("benchmark.json"))
        .content()
        .contains("\"id\" : \"spawn.jdk17\"", "\"pass\" : true", "\"warmUp\" : true");
    assertThat(Benchmark.find(reports)).contains(benchmark(naive(2)));
    assertThat(BenchmarkPage.in("# Another\n", Benchmark.find(reports).orElseThrow()))
        .startsWith("# Another\n\n" + BenchmarkPage.HEADING);
  }

  private static Benchmark benchmark(Samples naive) {
    return new Benchmark(
        Instant.parse("2026-11-01T00:00:00Z"),
        EnvironmentFacts.unknown("a test"),
        1.1,
        List.of("Measured by a test."),
        List.of(BenchmarkRow.paired(heading(BenchmarkGoal.of(0.5, 0.25), 3), ours(), naive)));
  }

  private static Heading heading(BenchmarkGoal goal, int least) {
    return new Heading(
        "spawn.jdk17", "spawn to first poll", "17", "stock", "by a test", goal, least);
  }

  private static Samples ours() {
    return Samples.empty("ours", "s").plusWarmUp(9).plus(0.5).plus(0.6).plus(0.4);
  }

  private static Samples naive(double each) {
    return Samples.empty("naive", "s").plusWarmUp(9).plus(each).plus(each).plus(each);
  }
}
