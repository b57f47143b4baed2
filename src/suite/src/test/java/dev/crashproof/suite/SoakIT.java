package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.checker.Validity;
import dev.crashproof.environment.Description;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.Nemesis;
import dev.crashproof.nemesis.RandomSchedules;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.report.SavedEvidence;
import dev.crashproof.report.TrialRecord;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A soak: {@code -Dcrashproof.soak=<runs>} workflows of the sound worker without a fault, and as
 * many under random ones, of which no checker may call any INVALID or be unable to tell; a short
 * one where none is asked for and the depth has all faults. Only one that was asked for leaves a
 * report of its own, where it came to runs under faults. {@code -Dcrashproof.seed} draws other
 * schedules; {@code -Dcrashproof.soak.minutes} ends it earlier.
 */
@ExtendWith(SuiteExtension.class)
@Order(10)
class SoakIT {
  private static final String RUNS = "crashproof.soak";
  private static final int SHORT = 40;
  private static final long SEED = 6;
  private static final int LANES = 8;
  private static final int DAY = 24 * 60;
  // A lane's: between two the workers are started anew, and what was recorded is let go.
  private static final int BATCH = 25;
  private static final Duration OUTAGE = Duration.ofMillis(1500);

  private static final List<Fault> FAULTS =
      List.of(
          new Fault.Kill(),
          new Fault.Terminate(Duration.ofMillis(300)),
          new Fault.Terminate(Duration.ofSeconds(20)),
          new Fault.Pause(false),
          new Fault.OutOfMemory(),
          new Fault.CpuStarved(10, OUTAGE),
          new Fault.NetworkCut(OUTAGE),
          new Fault.NetworkSlow(Duration.ofMillis(100), OUTAGE),
          new Fault.RepliesLost(OUTAGE),
          new Fault.FrontendUnreachable(OUTAGE),
          new Fault.ConnectionsTerminated(),
          new Fault.RollingRestart(Duration.ofSeconds(20)));

  @Test
  void noCheckerRaisesAFalseAlarm(SuiteRun suite) {
    boolean asked = Asked.text(RUNS).isPresent();
    int runs = Asked.number(RUNS, SHORT);
    int sideBySide = Asked.number("crashproof.soak.lanes", LANES);
    long seed = Asked.seed("crashproof.seed", SEED);
    long longest = TimeUnit.MINUTES.toNanos(Asked.number("crashproof.soak.minutes", DAY));
    assumeTrue(
        asked || suite.depth().faults() == Share.ALL,
        "left out at this depth: -D%s=<runs>".formatted(RUNS));
    assumeTrue(suite.sticky(), "UNSUPPORTED: a soak needs a real Temporal server");
    SoakTally tally = new SoakTally(seed, sideBySide);
    SplittableRandom random = new SplittableRandom(seed);
    long began = System.nanoTime();
    try (RepertoireLanes lanes = new RepertoireLanes(suite, "soak", sideBySide)) {
      int number = 0;
      while (tally.freeRuns() < runs && System.nanoTime() - began < longest) {
        int batch = batch(sideBySide, runs - tally.freeRuns());
        play(suite, lanes, trials("free", number, batch), tally);
        number += batch;
      }
      tally.freeOver();
      number = 0;
      while (tally.faultyRuns() < runs && System.nanoTime() - began < longest) {
        int batch = batch(sideBySide, runs - tally.faultyRuns());
        play(suite, lanes, trials(suite, number, batch, random), tally);
        number += batch;
      }
    }
    SoakTally.Snapshot soak = tally.snapshot();
    // One that was over too soon for any must not take the place of one that was not.
    if (asked && soak.record().faultyRuns() > 0) {
      report(suite, soak);
    }
    assertThat(soak.record().alarms()).as("false alarms").isEmpty();
    assertThat(soak.doubts()).as("runs of which a checker could not tell").isEmpty();
    assertThat(soak.record().faultyRuns()).as("runs under faults").isPositive();
  }

  private static int batch(int sideBySide, int left) {
    return (int) Math.min((long) BATCH * sideBySide, left);
  }

  private static void report(SuiteRun suite, SoakTally.Snapshot soak) {
    Description environment = suite.environment().description();
    Path reports = suite.facts().path().resolve("../..").normalize();
    SoakReport.write(
        reports,
        "Environment `%s`: Temporal %s, Postgres %s, Java %d, %d processors."
            .formatted(
                environment.backend(),
                environment.temporalVersion(),
                environment.postgresVersion(),
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors()),
        "mvn verify -pl src/suite -am -Dit.test=SoakIT -D%s=%d -Dcrashproof.seed=%d"
            .formatted(RUNS, Asked.number(RUNS, SHORT), soak.record().seed()),
        soak);
    suite.console().step("the soak's report is %s".formatted(reports.resolve("soak.md")));
  }

  private static Repertoire workload(int number) {
    return Repertoire.SOUND.get(number % Repertoire.SOUND.size());
  }

  private static List<Trial> trials(String name, int from, int count) {
    List<Trial> trials = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      trials.add(workload(i).trial("%s-%d".formatted(name, i + 1), Schedule.of()));
    }
    return trials;
  }

  private static List<Trial> trials(SuiteRun suite, int from, int count, SplittableRandom random) {
    List<Fault> possible =
        FAULTS.stream()
            .filter(fault -> Nemesis.unsupported(fault, suite.environment()).isEmpty())
            .toList();
    List<Trial> trials = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      Repertoire workload = workload(i);
      RandomSchedules schedules =
          new RandomSchedules(
              possible, workload.boundaries(), workload.events(), Duration.ofMillis(400));
      trials.add(workload.trial("faulty-%d".formatted(i + 1), schedules.draw(random.nextLong())));
    }
    return trials;
  }

  private static void play(
      SuiteRun suite, RepertoireLanes lanes, List<Trial> trials, SoakTally tally) {
    Countdown countdown = new Countdown(suite.console(), "soak", trials.size());
    lanes
        .campaign(Repertoire.DEMO.worker(suite))
        .play(trials, 1, run -> told(suite, run, tally, countdown));
  }

  private static void told(SuiteRun suite, TrialRun run, SoakTally tally, Countdown countdown) {
    String id = run.trial().id();
    Repertoire workload = workload(Integer.parseInt(id.substring(id.indexOf('-') + 1)) - 1);
    tally.add(workload, run);
    if (run.judgement().validity() != Validity.VALID) {
      Path file = Replays.save(suite, TrialRecord.SOAK, workload, run);
      suite
          .facts()
          .save(
              TrialFacts.of(TrialRecord.SOAK, run),
              new SavedEvidence(run.evidence(), Optional.empty()));
      suite
          .console()
          .step(
              "%s, under %s, in %s"
                  .formatted(Trials.words(run), run.trial().schedule().faults(), file));
    }
    SoakTally.Snapshot soak = tally.snapshot();
    suite.facts().save(soak.record());
    countdown.one(
        "%s: %s, %.1f s".formatted(id, run.judgement().validity(), run.took().toMillis() / 1e3));
  }
}
