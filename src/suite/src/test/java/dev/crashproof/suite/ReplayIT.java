package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.trial.TrialFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Plays again what a run has left in its {@code replays/}: {@code -Dcrashproof.replay=<file>}, as
 * often as {@code -Dcrashproof.replay.times} says, and with {@code -Dcrashproof.shrink=true} looks
 * for the fewest faults that fail the same way. It fails where the failure does not come again. A
 * relative name counts from the root of the build.
 */
@ExtendWith(SuiteExtension.class)
@Order(9)
class ReplayIT {
  private static final String FILE = "crashproof.replay";
  private static final int LANES = 5;
  private static final int TIMES = 20;

  @Test
  void theFailureComesAgain(SuiteRun suite) {
    Optional<Path> asked = Asked.file(FILE);
    assumeTrue(asked.isPresent(), "runs only with -D%s=<file>".formatted(FILE));
    int times = Asked.number("crashproof.replay.times", TIMES);
    boolean shrinks = Asked.flag("crashproof.shrink", false);
    Path path = asked.orElseThrow();
    TrialFile file = TrialFile.read(path);
    assertThat(file.failed())
        .as("%s tells of no failure: no checker said INVALID, only UNKNOWN", path)
        .isNotEmpty();
    try (RepertoireLanes lanes = new RepertoireLanes(suite, "replay", LANES)) {
      Replays replays = new Replays(suite, lanes);
      long alike = replays.play(file, times).stream().filter(file::failsAlike).count();
      suite
          .console()
          .step(
              "%d of %d replays of %s failed the same way: %s"
                  .formatted(alike, times, path, file.failed()));
      if (shrinks) {
        shrink(suite, replays, file, path);
      }
      assertThat(alike).as("replays that failed the same way").isPositive();
    }
  }

  private static void shrink(SuiteRun suite, Replays replays, TrialFile file, Path path) {
    TrialFile smaller = replays.shrink(file);
    Path beside = path.resolveSibling("smaller-" + path.getFileName());
    smaller.write(beside);
    suite
        .console()
        .step(
            "of %d faults %d matter: %s, written to %s"
                .formatted(
                    file.schedule().faults().size(),
                    smaller.schedule().faults().size(),
                    smaller.schedule().faults(),
                    beside));
  }
}
