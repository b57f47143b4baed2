package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.crashproof.checker.Validity;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Trials that were played side by side, as tests by their own names. */
final class TrialTests {
  private final List<DynamicTest> tests = new ArrayList<>();

  /** One that can't be played here. */
  void unsupported(Trial trial, String why) {
    tests.add(DynamicTest.dynamicTest(trial.id(), () -> abort("UNSUPPORTED: " + why)));
  }

  /** Those that were played: each has to be VALID. */
  void played(List<TrialRun> runs) {
    runs.forEach(
        run ->
            tests.add(
                DynamicTest.dynamicTest(
                    run.trial().id(),
                    () ->
                        assertThat(run.judgement().validity())
                            .as(Trials.words(run))
                            .isEqualTo(Validity.VALID))));
  }

  /** All of them, by their names. */
  Stream<DynamicTest> all() {
    return tests.stream()
        .sorted((one, other) -> one.getDisplayName().compareTo(other.getDisplayName()));
  }
}
