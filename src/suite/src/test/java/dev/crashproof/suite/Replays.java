package dev.crashproof.suite;

import dev.crashproof.nemesis.Schedule;
import dev.crashproof.trial.Shrinking;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialFile;
import dev.crashproof.trial.TrialRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Plays what went wrong again. */
final class Replays {
  // So many that a failure which comes nearly always is not missed, and as many as lanes overlap.
  private static final int TO_SHRINK = 2;

  private final SuiteRun suite;
  private final RepertoireLanes lanes;

  Replays(SuiteRun suite, RepertoireLanes lanes) {
    this.suite = suite;
    this.lanes = lanes;
  }

  /** Writes what is to be kept of a run that was not VALID, and says where. */
  static Path save(SuiteRun suite, String campaign, Repertoire workload, TrialRun run) {
    Path file =
        suite
            .facts()
            .path()
            .resolve("replays")
            .resolve("%s-%s.json".formatted(campaign, run.trial().id()));
    TrialFile.of(campaign, workload.word(), run).write(file);
    return file;
  }

  /** Plays the file so many times; the runs are told in no order. */
  List<TrialRun> play(TrialFile file, int times) {
    List<Trial> copies =
        IntStream.rangeClosed(1, times)
            .mapToObj(n -> file.trial(Repertoire.catalogue(), "replay-" + n))
            .toList();
    Countdown countdown = new Countdown(suite.console(), "replays", times);
    return lanes
        .campaign(Repertoire.named(file.workload()).worker(suite))
        .play(
            copies,
            1,
            run -> countdown.one(file.failsAlike(run) ? "fails the same way" : Trials.words(run)));
  }

  /** The file with the fewest faults that still fail the same way. */
  TrialFile shrink(TrialFile file) {
    Schedule fewest =
        Shrinking.of(
            file.schedule(),
            fewer -> {
              boolean fails =
                  play(file.under(fewer), TO_SHRINK).stream().anyMatch(file::failsAlike);
              suite
                  .console()
                  .step("%s %s".formatted(fails ? "still fails:" : "is sound:", fewer.faults()));
              return fails;
            });
    return file.under(fewest);
  }
}
