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
 * directory, the run's instant, what to do about the baseline, {@code keep}, or {@code accept} to
 * make this run the baseline of its backend, and whether the {@code whole} was run or a {@code
 * part} that was asked for ({@code -Dit.test}). A part's reports go into the run's own directory,
 * and what was not run is not missed.
 *
 * <p>A run that may not pass ends in a {@link NotPassed}, after the reports are written and every
 * reason is printed.
 */
public final class ReportMain {
  private ReportMain() {}

  /** Writes the reports and prints where they are. */
  public static void main(String[] args) {
    if (args.length != 4) {
      throw new NotPassed(
          "ReportMain takes a reports directory, a run's instant, keep or accept, and whole or part,"
              + " but got "
              + List.of(args)
              + ": run it through `mvn verify`");
    }
    boolean accept = accept(args[2]);
    boolean part = part(args[3]);
    if (accept && part) {
      throw new NotPassed(
          "a part of the run can't be the baseline (%s=%s): run the whole, without -Dit.test"
              .formatted(Baseline.ACCEPT_PROPERTY, Baseline.ACCEPT));
    }
    Path reports = Path.of(args[0]).normalize();
    RunDirectory run =
        RunDirectory.find(reports, Instant.parse(args[1]))
            .orElseThrow(
                () ->
                    new NotPassed(
                        "there is nothing to report: the suite ended before it saved anything; its"
                            + " output above says why"));
    Path to = part ? run.path() : reports;
    List<String> failures = part ? reportPart(run, reports) : report(run, reports, accept);
    if (!failures.isEmpty()) {
      throw new NotPassed(
          failures.size() == 1
              ? failures.get(0)
              : "the run did not pass, for %d reasons: the lines above and %s tell them"
                  .formatted(failures.size(), to.resolve("adr-006.md")));
    }
  }

  private static boolean accept(String word) {
    return switch (word) {
      case "keep" -> false;
      case Baseline.ACCEPT -> true;
      default ->
          throw new NotPassed(
              "%s is '%s', which says nothing of the baseline: use keep or %s"
                  .formatted(Baseline.ACCEPT_PROPERTY, word, Baseline.ACCEPT));
    };
  }

  private static boolean part(String word) {
    return switch (word) {
      case "whole" -> false;
      case "part" -> true;
      default ->
          throw new NotPassed(
              "crashproof.scope is '%s', which says nothing of what was run: use whole or part"
                  .formatted(word));
    };
  }

  private static List<String> reportPart(RunDirectory run, Path reports) {
    Results results = ReportWriter.writePart(run, baseline(run, reports));
    System.out.println(
        "crashproof  this was a part: wrote %s and results.json; %s stays as it is"
            .formatted(run.path().resolve("adr-006.md"), reports.resolve("adr-006.md")));
    List<String> failures = Gate.failuresOfPart(results);
    failures.forEach(failure -> System.out.println("crashproof  FAILED  " + failure));
    return failures;
  }

  private static Optional<Baseline> baseline(RunDirectory run, Path reports) {
    return run.read().environment().flatMap(facts -> Baseline.find(reports, facts.backend()));
  }

  private static List<String> report(RunDirectory run, Path reports, boolean accept) {
    Results results = ReportWriter.write(run, reports, baseline(run, reports));
    System.out.println("crashproof  wrote " + reports.resolve("adr-006.md") + " and results.json");
    List<String> failures = Gate.failures(results);
    System.out.println("crashproof  recovery against a baseline: " + results.baseline().reason());
    failures.forEach(failure -> System.out.println("crashproof  FAILED  " + failure));
    if (accept) {
      Baseline.accept(results, reports);
      System.out.println("crashproof  this run is now the baseline of its backend");
    }
    return failures;
  }

  /** A run that may not pass; the message gives the reason, or where the reasons are. */
  public static final class NotPassed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPassed(String reasons) {
      // Told to a person by the build: a stack trace would bury the reasons.
      super(reasons, null, false, false);
    }
  }
}
