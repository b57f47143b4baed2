package dev.crashproof.suite;

import dev.crashproof.checker.Judgement;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.Subject;
import dev.crashproof.report.PlannedSweep;
import dev.crashproof.report.SweepDirectory;
import dev.crashproof.sweep.PointResult;
import dev.crashproof.sweep.Sweep;
import dev.crashproof.sweep.SweepOutcome;
import dev.crashproof.sweep.SweepPlan;
import dev.crashproof.sweep.SweepSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The sweeps of one subject: planned once, played in each mode that is asked for. */
final class Sweeping {
  private static final String POINT = "crashproof.point";
  private static final int ASSISTED_LANES = 7;
  // An unassisted point spends its time waiting for the server's timeouts, so more of them overlap.
  private static final int UNASSISTED_LANES = 6;

  private final SuiteRun suite;
  private final Subject subject;
  private final SweepPlan whole;
  private final String test;

  private Sweeping(SuiteRun suite, Subject subject, SweepPlan whole, String test) {
    this.suite = suite;
    this.test = test;
    this.subject = subject;
    this.whole = whole;
  }

  /**
   * Plays the golden runs and plans.
   *
   * @param test the test's name, for whoever runs one point again: {@code SweepIT#durableDemo}
   * @param first the first sweep to be played: golden runs that fail are saved as its own
   */
  static Sweeping of(SuiteRun suite, Subject subject, String test, PlannedSweep first) {
    suite.console().step("%s: golden runs".formatted(subject.name()));
    SweepPlan whole =
        Sweep.of(subject, suite.grounds(), settings(suite, ASSISTED_LANES))
            .plan(suite.facts().sweep(first.id()), mode(first));
    suite
        .console()
        .step(
            "%s: %d golden runs show %d boundaries to strike; %d more are excluded, each with a reason"
                .formatted(
                    subject.name(),
                    whole.goldenRuns().size(),
                    whole.boundaries().size(),
                    whole.plan().exclusions().size()));
    return new Sweeping(suite, subject, whole, test);
  }

  private static SweepSettings settings(SuiteRun suite, int lanes) {
    return SweepSettings.standard().withLanes(lanes).withDepth(suite.depth().boundaries());
  }

  /** What is struck: the one point that was asked for, or what the depth plays of that sweep. */
  private SweepPlan plan(PlannedSweep planned) {
    return Optional.ofNullable(System.getProperty(POINT))
        .map(whole::only)
        .orElseGet(() -> suite.depth().share(planned) == Share.ALL ? whole : OneOfEach.of(whole));
  }

  /**
   * Strikes the boundaries that are to be struck, saves all of it, and returns what is not VALID,
   * in words: points, and the plan itself.
   */
  List<String> play(PlannedSweep planned) {
    SweepPlan plan = plan(planned);
    Mode mode = mode(planned);
    SweepDirectory facts = suite.facts().sweep(planned.id());
    int lanes = mode == Mode.ASSISTED ? ASSISTED_LANES : UNASSISTED_LANES;
    Countdown countdown = new Countdown(suite.console(), planned.id(), plan.boundaries().size());
    SweepOutcome outcome =
        Sweep.of(subject, suite.grounds(), settings(suite, lanes))
            .rerunBy(this::rerun)
            .run(plan, mode, facts, result -> told(result, countdown));
    suite
        .console()
        .step(
            String.format(
                Locale.ROOT,
                "%s: %d points in %.0f s, %.0f a minute",
                planned.id(),
                outcome.results().size(),
                outcome.took().toNanos() / 1e9,
                outcome.pointsPerMinute()));
    return Stream.concat(
            outcome.doubtful().stream().map(Sweeping::words),
            new Judgement(List.of(plan.verdict())).reasons().stream())
        .toList();
  }

  private static Mode mode(PlannedSweep planned) {
    return Mode.valueOf(planned.mode().toUpperCase(Locale.ROOT));
  }

  private void told(PointResult result, Countdown countdown) {
    if (!result.reasons().isEmpty()) {
      suite.console().step(words(result));
      suite.console().step("run it again: " + rerun(result.name()));
    }
    countdown.one(result.name() + ": " + result.validity());
  }

  private String rerun(String boundary) {
    return "mvn verify -pl src/suite -am -Dit.test='%s' -D%s='%s'".formatted(test, POINT, boundary)
        + suite.depth().option();
  }

  private static String words(PointResult result) {
    return "%s is %s: %s"
        .formatted(result.name(), result.validity(), String.join("; ", result.reasons()));
  }
}
