package dev.crashproof.suite;

import dev.crashproof.report.Baseline;
import dev.crashproof.report.Gate;
import dev.crashproof.report.ReportWriter;
import dev.crashproof.report.Results;
import dev.crashproof.report.RunDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Derives the reports from what a run saved, and says whether they may pass. Arguments: the reports
 * directory, the run's instant, and what to do about the baseline: {@code keep}, or {@code accept}
 * to make this run the baseline of its backend.
 *
 * <p>Exit codes: 0 all is well; 1 a target was missed, a scenario failed or recovery got clearly
 * slower; 2 the arguments are off, or the run left nothing to report.
 */
public final class ReportMain {
  private ReportMain() {}

  /** Writes the reports, prints where they are and what failed, and exits. */
  public static void main(String[] args) {
    System.exit(new ReportMain().run(args));
  }

  private int run(String[] args) {
    if (args.length != 3) {
      System.err.println(
          "ReportMain takes a reports directory, a run's instant and keep or accept, but got "
              + List.of(args)
              + ": run it through `mvn verify`");
      return 2;
    }
    Path reports = Path.of(args[0]).normalize();
    Optional<RunDirectory> run = RunDirectory.find(reports, Instant.parse(args[1]));
    if (run.isEmpty()) {
      System.err.println(
          "there is nothing to report: the suite ended before it saved anything; its output above"
              + " says why");
      return 2;
    }
    return report(run.get(), reports, args[2].equals("accept"));
  }

  private static int report(RunDirectory run, Path reports, boolean accept) {
    Optional<Baseline> baseline =
        run.read().environment().flatMap(facts -> Baseline.find(reports, facts.backend()));
    Results results = ReportWriter.write(run, reports, baseline);
    System.out.println("crashproof  wrote " + reports.resolve("adr-006.md") + " and results.json");
    List<String> failures = Gate.failures(results);
    failures.forEach(failure -> System.out.println("crashproof  FAILED  " + failure));
    if (accept && failures.isEmpty()) {
      Baseline.accept(results, reports);
      System.out.println("crashproof  this run is now the baseline of its backend");
    }
    return failures.isEmpty() ? 0 : 1;
  }
}
