package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Effects of other people's workers: keys of any kind, or none that tell anything. */
class ExpectationTest {
  private static final String UUID_1 = "0b0e3c52-6a53-4b22-9a2d-2f0a7e0f0001";
  private static final String UUID_2 = "0b0e3c52-6a53-4b22-9a2d-2f0a7e0f0002";
  private static final Expectation CHARGED =
      Expectation.ofEffects()
          .effect(ExpectedEffect.of("charge#1", "{\"amount\":5}"))
          .effect(ExpectedEffect.of("mail#1", "\"paid\""))
          .inOrder("charge#1", "mail#1");

  /** A worker whose SDK counts its activities, as Python's and Go's do. */
  private static Run charged() {
    return new Run().activity("charge", "1", 2).activity("mail", "2", 1);
  }

  @Test
  void randomKeysAreToldApartByTypeAndContent() {
    assertAll(
        CHARGED,
        charged()
            .row(UUID_1, "charge", "{\"amount\":5}")
            .row(UUID_2, "mail", "\"paid\"")
            .completed("{}"),
        Validity.VALID);
  }

  @Test
  void aDuplicateUnderARandomKeyIsFound() {
    Run run =
        charged()
            .row(UUID_1, "charge", "{\"amount\":5}")
            .row(UUID_2, "charge", "{\"amount\":5.0}")
            .row("m", "mail", "\"paid\"");

    assertInvalid(
        new DuplicatesChecker(CHARGED),
        run,
        "charge#1 is there 2 times, expected exactly once: under the keys "
            + UUID_1
            + ", "
            + UUID_2);
  }

  @Test
  void aDuplicateUnderAKeyMadeFromTheAttemptIsFound() {
    Run run =
        charged()
            .row("wf/1/attempt-1", "charge", "{\"amount\":5}")
            .row("wf/1/attempt-2", "charge", "{\"amount\":5}")
            .row("wf/2/attempt-1", "mail", "\"paid\"");

    assertInvalid(
        new DuplicatesChecker(CHARGED),
        run,
        "charge#1 is there 2 times, expected exactly once: under the keys wf/1/attempt-1,"
            + " wf/1/attempt-2");
  }

  @Test
  void aKeyThatNamesItsActivityIsBelievedBeforeTheContent() {
    Expectation twice =
        Expectation.ofEffects()
            .effect(ExpectedEffect.of("charge#1", "5"))
            .effect(ExpectedEffect.of("charge#2", "5"));
    Run run =
        new Run()
            .activity("charge", UUID_1, 1)
            .activity("charge", UUID_2, 1)
            .row("order-7:" + UUID_2, "charge", "5")
            .row("order-7:" + UUID_2, "charge", "5");

    assertInvalid(
        new DuplicatesChecker(twice),
        run,
        "charge#2 is there 2 times, expected exactly once: all under the key order-7:" + UUID_2);
    assertThat(new LostChecker(twice).check(run.evidence()).reason()).contains("lost: charge#1");
  }

  @Test
  void aSmallNumberInAKeyNamesNoActivityByItself() {
    // The customer's number is 2, and so is the mail's activity id.
    Run run = charged().row("customer-2", "", "{\"amount\":5}").row("x", "mail", "\"paid\"");

    assertAll(CHARGED, run, Validity.VALID);
  }

  @Test
  void sameContentsFillTheirActivitiesOneByOne() {
    Expectation three =
        Expectation.ofEffects()
            .effect(ExpectedEffect.of("charge#1", "5"))
            .effect(ExpectedEffect.of("charge#2", "5"))
            .effect(ExpectedEffect.ofType("charge").saying("5"));
    Run run =
        new Run()
            .activity("charge", "1", 1)
            .activity("charge", "2", 1)
            .activity("charge", "3", 1)
            .row("a", "charge", "5")
            .row("b", "charge", "5")
            .row("c", "charge", "5");

    assertAll(three, run, Validity.VALID);
    assertInvalid(
        new DuplicatesChecker(three),
        run.row("d", "charge", "5"),
        "charge#1 is there 2 times, expected exactly once: under the keys a, d");
  }

  @Test
  void aRowMakesRoomWhereItCanBeSomethingElse() {
    Expectation both =
        Expectation.ofEffects()
            .effect(ExpectedEffect.ofType("charge"))
            .effect(ExpectedEffect.ofType("charge").saying("5"));
    Run run = new Run().activity("charge", "1", 1).activity("charge", "2", 1);

    assertAll(both, run.row("a", "charge", "5").row("b", "charge", "7"), Validity.VALID);
  }

  @Test
  void howOftenIsJudgedAsSaid() {
    Run twice = new Run().activity("mail", "1", 2).row("a", "mail", "1").row("b", "mail", "1");
    Run never = new Run().activity("mail", "1", 1).completed("{}");

    assertThat(times(Times.atLeastOnce(), twice)).containsExactly(Validity.VALID, Validity.VALID);
    assertThat(times(Times.atLeastOnce(), never)).containsExactly(Validity.INVALID, Validity.VALID);
    assertThat(times(Times.atMostOnce(), twice)).containsExactly(Validity.VALID, Validity.INVALID);
    assertThat(times(Times.atMostOnce(), never)).containsExactly(Validity.VALID, Validity.VALID);
    assertThat(times(Times.exactly(2), twice)).containsExactly(Validity.VALID, Validity.VALID);
    assertThat(times(Times.exactly(3), twice)).containsExactly(Validity.INVALID, Validity.VALID);
    assertThat(times(Times.exactly(0), twice)).containsExactly(Validity.VALID, Validity.INVALID);
    assertThat(Times.atLeastOnce()).hasToString("at least once");
    assertThat(new Times(2, 3)).hasToString("between 2 and 3 times");
  }

  private static List<Validity> times(Times times, Run run) {
    Expectation mail = Expectation.ofEffects().effect(ExpectedEffect.of("mail#1").times(times));
    return List.of(
        new LostChecker(mail).check(run.evidence()).validity(),
        new DuplicatesChecker(mail).check(run.evidence()).validity());
  }

  @Test
  void effectsAreFoundByKeyByPartAndByPredicate() {
    Expectation loose =
        Expectation.ofEffects()
            .effect(ExpectedEffect.withKey("order-17"))
            .effect(ExpectedEffect.ofType("charge").with(Content.holding("{\"amount\":5}")))
            .effect(ExpectedEffect.saying(Content.where("a greeting", c -> c.startsWith("hello"))));
    Run run =
        charged()
            .row("order-17", "charge", "reserved")
            .row("x", "charge", "{\"amount\":5,\"at\":\"12:00\"}")
            .row("y", "", "hello you");

    assertAll(loose, run, Validity.VALID);
    assertInvalid(
        new EffectsChecker(loose),
        run.row("z", "", "good bye"),
        "surplus: an effect of no known activity, key z, content good bye");
  }

  @Test
  void aWrongContentOfWhatIsMissingIsToldAsDifferent() {
    Run run = charged().row("a", "charge", "{\"amount\":6}").row("b", "mail", "\"paid\"");

    assertInvalid(
        new EffectsChecker(CHARGED),
        run,
        "different content: charge#1, at /amount expected 5, found 6, key a");
  }

  @Test
  void othersAreAllowedWhereSaid() {
    Run run =
        charged()
            .row("a", "charge", "{\"amount\":5}")
            .row("b", "charge", "{\"audit\":1}")
            .row("c", "mail", "\"paid\"");

    assertThat(new EffectsChecker(CHARGED).check(run.evidence()).validity())
        .isEqualTo(Validity.INVALID);
    assertAll(CHARGED.othersAllowed(), run, Validity.VALID);
    assertThat(
            new DuplicatesChecker(CHARGED.othersAllowed())
                .check(run.row("d", "charge", "{\"amount\":5}").evidence())
                .validity())
        .isEqualTo(Validity.INVALID);
  }

  @Test
  void childrenAndLaterRunsHaveActivitiesOfTheirOwn() {
    Run run = new Run().activity("tick", "1", 1);
    run.event(
        "StartChildWorkflowExecutionInitiated",
        Map.of("workflowType", "Payment", "workflowId", "wf-pay"));
    run.event("WorkflowExecutionContinuedAsNew", Map.of("newExecutionRunId", "run-2"));
    run.other(history("wf", "run-2", "tick")).other(history("wf-pay", "pay-1", "charge"));
    Expectation family =
        Expectation.ofEffects()
            .effect(ExpectedEffect.of("tick#1", "1"))
            .effect(ExpectedEffect.of("run 2: tick#1", "2"))
            .effect(ExpectedEffect.of("child Payment#1: charge#1", "5"));
    run.row("wf/run/1", "tick", "1")
        .row("wf/run-2/1", "tick", "2")
        .row(new dev.crashproof.ledger.Effect("wf-pay/pay-1/1", "wf-pay", "charge", "5"));

    assertAll(family, run, Validity.VALID);
    assertInvalid(
        new DuplicatesChecker(family),
        run.row("wf/run-2/1", "tick", "2"),
        "run 2: tick#1 is there 2 times, expected exactly once: all under the key wf/run-2/1");
  }

  @Test
  void aFailureIsExpectedByItsType() {
    Checker refused = Expectation.failure("CardRefused").checkers().get(0);
    Run run = new Run();
    run.event(
        "WorkflowExecutionFailed",
        Map.of(
            "failure.message", "no money",
            "failure.cause.applicationFailureInfo.type", "CardRefused"));

    assertThat(refused.check(run.evidence()).validity()).isEqualTo(Validity.VALID);
    assertInvalid(
        Expectation.failure("Fraud").checkers().get(0),
        run,
        "the workflow did not fail with Fraud: it failed with CardRefused");
    assertInvalid(
        refused,
        new Run().completed("{}"),
        "the workflow did not fail with CardRefused: it closed with WorkflowExecutionCompleted");
    assertThat(refused.check(new Run().activity("a", "1", 1).evidence()).validity())
        .isEqualTo(Validity.INVALID);
  }

  @Test
  void theResultIsThatOfTheLastRun() {
    Run run = new Run();
    run.event("WorkflowExecutionContinuedAsNew", Map.of("newExecutionRunId", "run-2"));
    Checker result = Expectation.result("1").checkers().get(0);

    assertThat(result.check(run.evidence()).validity()).isEqualTo(Validity.INVALID);
    run.other(
        new EventHistory(
            "wf",
            "run-2",
            List.of(new Event(1, Instant.EPOCH, "WorkflowExecutionCompleted", Map.of()))));
    Evidence done = run.evidence();
    assertThat(new LostChecker(Expectation.result("1")).check(done).reason())
        .isEqualTo("lost: the result, though the workflow completed");
  }

  private static EventHistory history(String workflowId, String runId, String activityType) {
    return new EventHistory(
        workflowId,
        runId,
        List.of(
            new Event(
                1,
                Instant.EPOCH,
                "ActivityTaskScheduled",
                Map.of("activityType", activityType, "activityId", "1")),
            new Event(2, Instant.EPOCH, "WorkflowExecutionCompleted", Map.of())));
  }

  private static void assertAll(Expectation expectation, Run run, Validity validity) {
    for (Checker checker : expectation.checkers()) {
      Verdict verdict = checker.check(run.evidence());
      assertThat(verdict.validity())
          .as(verdict.checker() + ": " + verdict.reason())
          .isEqualTo(validity);
    }
  }

  private static void assertInvalid(Checker checker, Run run, String reason) {
    Verdict verdict = checker.check(run.evidence());
    assertThat(verdict.validity()).as(verdict.reason()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason()).isEqualTo(reason);
  }
}
