package dev.crashproof.suite;

import dev.crashproof.checker.AttemptsChecker;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.measure.Samples;
import dev.crashproof.report.Measurement;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.ScenarioRecord;
import dev.crashproof.scenario.Scenario;
import dev.crashproof.scenario.ScenarioRun;
import dev.crashproof.scenario.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One scenario, played until there are enough samples of its recovery, in lanes. A run whose kill
 * did not land is no sample: it is told, and played again, a bounded number of times.
 */
final class Recovery {
  private static final int LANES = 5;
  private static final int TRIES_A_SAMPLE = 20;
  private static final Set<String> OF_THE_KILL = Set.of("kill-landed", "attempts");
  private static final AttemptsChecker WHATEVER_STRUCK = new AttemptsChecker(List.of());

  private final SuiteRun suite;
  private final PlannedScenario planned;
  private final Function<String, Scenario> scenarioOn;
  private final int wanted;
  private final Countdown countdown;
  private final List<String> notValid = new ArrayList<>();
  private Samples samples;
  private int begun;
  private int noSamples;

  /**
   * A recovery that is about to be played.
   *
   * @param scenarioOn the scenario on the task queue of a given name
   */
  Recovery(SuiteRun suite, PlannedScenario planned, Function<String, Scenario> scenarioOn) {
    this.suite = suite;
    this.planned = planned;
    this.scenarioOn = scenarioOn;
    this.wanted = suite.depth().recoveries();
    this.countdown = new Countdown(suite.console(), planned.id(), wanted);
    this.samples = Samples.empty(planned.id(), "ms");
  }

  /** Plays the scenario until every sample is there, and returns what was not VALID. */
  List<String> play() throws InterruptedException {
    Lanes.run(Math.min(LANES, wanted), this::lane);
    return List.copyOf(notValid);
  }

  int kept() {
    return samples.n();
  }

  private void lane(int number) {
    String queue = planned.id() + "-" + number;
    try (Stage stage = suite.stage(queue)) {
      Scenario scenario = scenarioOn.apply(queue);
      for (int run = next(); run <= wanted; run = next()) {
        playOne(scenario, stage, run);
      }
    }
  }

  private synchronized void countMissed() {
    noSamples++;
  }

  private synchronized int next() {
    return ++begun;
  }

  private void playOne(Scenario scenario, Stage stage, int run) {
    for (int attempt = 1; attempt <= TRIES_A_SAMPLE; attempt++) {
      ScenarioRun played = scenario.run(stage, "%s-%d-%d".formatted(planned.id(), run, attempt));
      boolean missed = missed(played);
      if (!missed || attempt == TRIES_A_SAMPLE) {
        keep(run, played);
        return;
      }
      countMissed();
      suite
          .console()
          .step("%s: no sample: %s".formatted(planned.id(), played.judgement().reasons()));
    }
  }

  /**
   * Whether the kill missed its moment and nothing else is wrong. The numbers of attempts that the
   * kill should have led to do not count then; that each effect was applied once does.
   */
  static boolean missed(ScenarioRun played) {
    List<Verdict> bad =
        played.judgement().verdicts().stream()
            .filter(verdict -> verdict.validity() != Validity.VALID)
            .toList();
    return bad.stream().anyMatch(verdict -> verdict.checker().equals("kill-landed"))
        && bad.stream().allMatch(verdict -> OF_THE_KILL.contains(verdict.checker()))
        && WHATEVER_STRUCK.check(played.evidence()).validity() == Validity.VALID;
  }

  private synchronized void keep(int run, ScenarioRun played) {
    suite.facts().save(ScenarioRecord.of(planned, run, played.evidence(), played.judgement()));
    if (played.judgement().validity() != Validity.VALID) {
      notValid.add("run %d: %s".formatted(run, played.judgement().reasons()));
    }
    played
        .recovery()
        .filter(took -> played.judgement().validity() == Validity.VALID)
        .ifPresent(took -> samples = samples.plus(Measure.millis(took.toNanos())));
    suite
        .facts()
        .saveRecovery(
            new Measurement(
                samples,
                "monotonic time from SIGKILL to the completion seen by the client; a cold restart"
                    + " at once, up to %d at a time; tries whose kill missed its moment: %d"
                        .formatted(LANES, noSamples)
                    + (suite.sticky() ? "" : "; the worker without a sticky queue"),
                // A control beside the lanes would see the suite's own cold starts.
                Optional.empty()));
    countdown.one(
        played
            .recovery()
            .map(took -> "%.1f s".formatted(took.toMillis() / 1e3))
            .orElse(played.judgement().validity().toString()));
  }
}
