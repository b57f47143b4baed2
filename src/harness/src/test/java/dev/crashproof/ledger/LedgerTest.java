package dev.crashproof.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Ledger LEDGER =
      new Ledger(
          List.of(
              new Attempt("k1", "wf-1", "process_data", 1, true),
              new Attempt("k1", "wf-1", "process_data", 2, false),
              new Attempt("k2", "wf-2", "process_data", 1, true)),
          List.of(
              new Effect("k1", "wf-1", "process_data", "{}"),
              new Effect("k2", "wf-2", "process_data", "{}")));

  @Test
  void aWorkflowHasItsOwnPart() {
    assertThat(LEDGER.of("wf-1").attempts()).extracting(Attempt::attempt).containsExactly(1, 2);
    assertThat(LEDGER.of("wf-1").effects()).extracting(Effect::key).containsExactly("k1");
    assertThat(LEDGER.of("wf-3")).isEqualTo(Ledger.empty());
  }

  @Test
  void aKeyHasItsEffectsAndAttempts() {
    assertThat(LEDGER.effects("k1")).hasSize(1);
    assertThat(LEDGER.attempts("k1")).hasSize(2);
    assertThat(LEDGER.effects("k3")).isEmpty();
  }
}
