package dev.crashproof.report;

import dev.crashproof.measure.Quantity;
import java.util.Map;
import java.util.Optional;

/** The benchmark in words: the last section of the Markdown report. */
final class BenchmarkPage {
  static final String HEADING = "## Start-up and recovery against a naive worker";

  private BenchmarkPage() {}

  /** The page with this benchmark's section, in place of the one that it may have. */
  static String in(String page, Benchmark benchmark) {
    int old = page.indexOf(HEADING);
    String before = (old < 0 ? page : page.substring(0, old)).stripTrailing();
    return (before.isEmpty() ? "" : before + "\n\n") + section(benchmark);
  }

  private static String section(Benchmark benchmark) {
    return Templates.render(
        "benchmark.md.ftl",
        Map.of(
            "heading",
            HEADING,
            "benchmark",
            benchmark,
            "begun",
            benchmark.begun().toString(),
            "control",
            Quantity.ratio(benchmark.control()),
            "commit",
            benchmark.environment().gitCommit().orElse("unknown"),
            "rows",
            benchmark.rows().stream().map(Row::of).toList()));
  }

  /** A row in words. */
  public record Row(
      String id,
      String title,
      String jdk,
      String server,
      String ours,
      String p99,
      String naive,
      String ratio,
      String target,
      String verdict,
      String how) {
    static Row of(BenchmarkRow row) {
      return new Row(
          row.id(),
          row.title(),
          row.jdk(),
          row.server(),
          MarkdownPage.shown(row.ours().median(), row.unit()) + ", n " + row.ours().n(),
          MarkdownPage.shown(row.ours().p99(), row.unit())
              + ", max "
              + MarkdownPage.shown(row.ours().max(), row.unit()),
          row.naive()
              .map(side -> MarkdownPage.shown(side.median(), row.unit()))
              .orElse(MarkdownPage.NOTHING),
          row.ratio()
              .map(
                  r ->
                      "%s (%s to %s)"
                          .formatted(
                              BenchmarkGoal.three(r.median()),
                              BenchmarkGoal.three(r.low()),
                              BenchmarkGoal.three(r.high())))
              .orElse(MarkdownPage.NOTHING),
          Optional.of(row.target().words(row.unit()))
              .filter(words -> !words.isEmpty())
              .orElse(MarkdownPage.NOTHING),
          row.pass()
              .map(pass -> pass ? "**PASS**" : "**MISS**: " + row.reason())
              .orElse(MarkdownPage.NOTHING),
          row.how());
    }
  }
}
