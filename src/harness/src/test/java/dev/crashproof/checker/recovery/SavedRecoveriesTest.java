package dev.crashproof.checker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.recovery.SavedRecovery;
import dev.crashproof.ledger.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real server wrote, read with the attributes' real names, keeps the bound. */
class SavedRecoveriesTest {

  private static Verdict verdict(String name) {
    SavedRecovery saved = SavedRecovery.of(name);
    return new RecoveryBoundChecker(Allowance.of(Duration.ofSeconds(2)))
        .check(
            new Evidence(
                saved.history(),
                saved.eventHistory(),
                new Ledger(List.of(), List.of()),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "mid-timer, sticky wait: the next workflow task goes to the dead worker's sticky queue",
    "mid-activity, task timeout: attempt 1 at long_running_task#1 in the dead worker's hands",
    "mid-wait, sticky wait"
  })
  void theRecoveryKeepsItsBound(String name, String item) {
    Verdict verdict = verdict(name);

    assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict.reason()).contains(item);
  }
}
