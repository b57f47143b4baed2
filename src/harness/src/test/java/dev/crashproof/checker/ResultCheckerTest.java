package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.history.History;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultCheckerTest {
  private static final Checker CHECKER =
      new ResultChecker("{\"steps\": 5, \"items\": [1, 2], \"who\": null}");

  private static Verdict of(String result) {
    return CHECKER.check(new Run().completed(result).evidence());
  }

  @Test
  void theSameResultInAnotherSpellingIsValid() {
    assertThat(of("{\"who\":null,\"items\":[1.0,2],\"steps\":5e0}").validity())
        .isEqualTo(Validity.VALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"steps\":4,\"items\":[1,2],\"who\":null} | at /steps expected 5, found 4",
        "{\"steps\":5,\"items\":[1,3],\"who\":null} | at /items/1 expected 2, found 3",
        "{\"steps\":5,\"items\":[1],\"who\":null}   | at /items expected [1,2], found [1]",
        "{\"steps\":5,\"items\":[1,2]}              | at /who expected null, found nothing",
        "{\"steps\":\"5\",\"items\":[1,2],\"who\":null} | at /steps expected 5, found \"5\"",
        "{\"steps\":5,\"items\":[1,2],\"who\":null,\"x/y\":1} | at /x~1y expected nothing, found 1",
        "null | found null",
        "{broken | which is no JSON",
        "'' | which is no JSON",
      })
  void anotherResultIsInvalidAndTheDifferenceIsTold(String result, String words) {
    Verdict verdict = of(result);

    assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason()).startsWith("the result differs: ").contains(words);
  }

  @Test
  void aWorkflowThatStandsIsInvalid() {
    Run run = new Run();
    run.event("WorkflowExecutionStarted");
    run.event("TimerStarted");

    Verdict verdict = CHECKER.check(run.evidence());

    assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
    assertThat(verdict.reason())
        .isEqualTo("the workflow did not complete: TimerStarted (event 2) is its last event");
  }

  @Test
  void aWorkflowThatFailedIsInvalid() {
    Run run = new Run();
    run.event("WorkflowExecutionTimedOut");

    assertThat(CHECKER.check(run.evidence()).reason())
        .isEqualTo("the workflow did not complete: it closed with WorkflowExecutionTimedOut");
  }

  @Test
  void missingEvidenceIsUnknown() {
    Evidence complete = new Run().completed("{}").evidence();
    Evidence noResult =
        new Evidence(
            new History(List.of()), complete.eventHistory(), complete.ledger(), Optional.empty());

    assertThat(CHECKER.check(noResult).validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(CHECKER.check(new Run().evidence()).validity()).isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void anExpectationThatIsNoJsonIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ResultChecker("done"));
  }
}
