package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.trial.TrialFile;
import dev.crashproof.trial.TrialRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A failure comes again from the one file that it left behind, and is told apart from the faults
 * that have nothing to do with it: of three that met a worker without an idempotency key, the one
 * that matters is left.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Order(9)
class ShrinkIT {
  private static final int LANES = 5;
  private static final int REPLAYS = 20;
  // The insert is committed and the worker hears only that its connection is gone.
  private static final PlannedFault REPLY_LOST =
      at(
          "before database process_data#1 insert #1",
          new Fault.RepliesLost(Duration.ofMillis(1500)));
  private static final Schedule THREE =
      Schedule.of(
          // What comes next is slower than this lasts, so that the next fault can't come too late.
          at(
              "before RespondWorkflowTaskCompleted [ScheduleActivityTask process_data#1]",
              new Fault.NetworkSlow(Duration.ofMillis(500), Duration.ofMillis(100))),
          REPLY_LOST,
          at(
              "before RespondActivityTaskCompleted send_notification#1",
              new Fault.ConnectionsTerminated()));

  private static PlannedFault at(String boundary, Fault fault) {
    return new PlannedFault(fault, new When.AtBoundary(Boundary.parse(boundary)));
  }

  @Test
  void aFailureComesAgainAndIsShrunkToTheFaultThatMatters(SuiteRun suite) {
    assumeTrue(suite.sticky(), "UNSUPPORTED: replays need a real Temporal server");
    long began = System.nanoTime();
    try (RepertoireLanes lanes = new RepertoireLanes(suite, "shrink", LANES)) {
      TrialRun failed =
          lanes
              .campaign(Repertoire.MUTANT.worker(suite))
              .play(List.of(Repertoire.MUTANT.trial("three-faults", THREE)), 1, run -> {})
              .get(0);
      Path path = Replays.save(suite, "shrink", Repertoire.MUTANT, failed);
      TrialFile file = TrialFile.read(path);
      assertThat(file.failed()).as(failed.judgement().reasons().toString()).contains("duplicates");

      Replays replays = new Replays(suite, lanes);
      assertThat(replays.play(file, REPLAYS).stream().filter(file::failsAlike).count())
          .as("of %d replays of %s, those that failed the same way", REPLAYS, path)
          .isGreaterThanOrEqualTo(REPLAYS - 1);
      assertThat(replays.shrink(file).schedule()).isEqualTo(Schedule.of(REPLY_LOST));
    }
    suite
        .console()
        .step(
            "replayed and shrunk in %d s"
                .formatted(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)));
  }
}
