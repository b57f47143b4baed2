package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.ledger.Effect;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausesCheckerTest {
  private static final Checker CHECKER = new CausesChecker(Expectation.ofEffects());

  private final Story story = Story.sound();

  @Test
  void anEffectOfATypeThatNobodyScheduledHasNoCause() {
    story.run.row("x", "refund", "5");
    assertInvalid("the effect under the key x: no activity of type refund was scheduled by wf");
  }

  @Test
  void anEffectOfNoWorkflowHasNoCause() {
    story.run.row(new Effect("x", "", "charge", "5"));
    assertInvalid("the effect under the key x tells no workflow");
  }

  @Test
  void anAttemptThatNobodyScheduledHasNoCause() {
    story.run.attemptRow("x", "refund", 1);
    assertInvalid("the attempt under the key x: no activity of type refund");
  }

  @Test
  void anAttemptThatTheServerDidNotCountHasNoCause() {
    story.run.attemptRow(Run.key("c"), "charge", 2);
    assertInvalid("it is attempt 2, but the server counts 1 of charge#1");
  }

  @Test
  void anAttemptThatWasNeverHandedOverHasNoCause() {
    story.run.attemptRow("any", "charge", 2);
    assertInvalid("attempt 2 of charge (key any) was made, but never handed to a worker");
  }

  @Test
  void withoutAWireOnlyTheEventHistoryIsAsked() {
    story.run.attemptRow("any", "charge", 2);
    assertThat(CHECKER.check(story.run.evidence()).validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void anEffectThatTellsNothingIsUnknownUnlessItIsExpected() {
    story.run.row("x", "", "\"hello\"");
    Verdict verdict = CHECKER.check(story.evidence());
    assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(verdict.reason()).contains("1 effects tell no activity").contains("key x");

    Expectation hello = Expectation.ofEffects().effect(ExpectedEffect.withKey("x"));
    assertThat(new CausesChecker(hello).check(story.evidence()).validity())
        .isEqualTo(Validity.VALID);
  }

  @Test
  void aLocalActivityIsACauseThatTheServerKnowsOfByAMarkerOnly() {
    Story local = new Story().started().decides("[]");
    local.event("MarkerRecorded", Map.of("markerName", "core_local_activity"));
    local.closed();
    local.run.row("x", "stamp", "5").attemptRow("x", "stamp", 1);

    Verdict verdict = CHECKER.check(local.evidence());
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.VALID);
  }

  private void assertInvalid(String words) {
    Verdict verdict = CHECKER.check(story.evidence());
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason()).startsWith("without a cause: ").contains(words);
  }
}
