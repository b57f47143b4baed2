package dev.crashproof.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Derives the reports from a run's raw facts. The same facts always give the same bytes. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * Writes {@code results.json} and the Markdown page that the plan names, in place of those
   * before. A run that ended early gets a report all the same: it tells what is missing and why.
   * The baseline stays as it is.
   *
   * @param run the run's raw facts
   * @param reportsDirectory where the reports go
   * @param baseline what the recovery times are held against
   * @return what was written
   */
  public static Results write(
      RunDirectory run, Path reportsDirectory, Optional<Baseline> baseline) {
    return write(run.read(), reportsDirectory, baseline, Gate::failures);
  }

  /**
   * Writes the same of a run that was asked for one part, into its own directory: what is not of
   * that part is not missed, and the reports of whole runs stay as they are.
   *
   * @param run the run's raw facts, and where the reports go
   * @param baseline what the recovery times are held against
   * @return what was written
   */
  public static Results writePart(RunDirectory run, Optional<Baseline> baseline) {
    RunFacts facts = run.read();
    PartOfPlan part = new PartOfPlan(facts);
    Results results =
        new Derivation(facts.with(part.plan(facts.plan().claims())), baseline).results();
    return write(
        facts.with(part.plan(part.told(results))), run.path(), baseline, Gate::failuresOfPart);
  }

  private static Results write(
      RunFacts facts,
      Path reportsDirectory,
      Optional<Baseline> baseline,
      Function<Results, List<String>> gate) {
    Results results = new Derivation(facts, baseline).results();
    JsonFiles.write(reportsDirectory.resolve("results.json"), results);
    String page =
        new MarkdownPage(facts.plan(), results, facts.missing(), gate.apply(results)).text();
    JsonFiles.writeText(
        reportsDirectory.resolve(facts.plan().fileName()),
        // A run of its own measured that: it stays until the next one.
        Benchmark.find(reportsDirectory)
            .map(benchmark -> BenchmarkPage.in(page, benchmark))
            .orElse(page));
    return results;
  }

  /** What a run's migration came to, if one was saved. */
  public static Optional<MigrationResult> migration(RunDirectory run) {
    RunFacts facts = run.read();
    return facts
        .migration()
        .map(saved -> new MigrationDerivation(saved, facts.scenarios()).result());
  }
}
