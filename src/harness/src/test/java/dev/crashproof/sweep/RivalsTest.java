package dev.crashproof.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.boundary.MessageName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RivalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RespondActivityTaskCompleted charge#1 | RespondActivityTaskCompleted charge#1 attempt 2 | true
          RespondActivityTaskCompleted charge#1 | RespondActivityTaskCompleted charge#2 attempt 2 | false
          database charge#1 insert #2 | database charge#1 insert #2 attempt 2 | true
          database charge#1 insert #2 | database charge#1 insert #1 attempt 2 | false
          database charge#1 insert #2 | RespondActivityTaskCompleted charge#1 attempt 2 | true
          database charge#1 insert #2 | RespondActivityTaskFailed charge#1 attempt 2 | true
          database charge#1 insert #2 | RespondActivityTaskCompleted charge#10 attempt 2 | false
          http charge#1 POST /charges #1 | http charge#1 POST /charges #1 attempt 2 | true
          RecordActivityTaskHeartbeat copy#1 (3) | RespondActivityTaskCompleted copy#1 attempt 2 | true
          RespondWorkflowTaskCompleted [StartTimer #1] | RespondWorkflowTaskCompleted [StartTimer #1] attempt 2 | true
          RespondWorkflowTaskCompleted [StartTimer #1] | RespondWorkflowTaskCompleted [] | true
          RespondWorkflowTaskCompleted [StartTimer #1] | RespondActivityTaskCompleted charge#1 | false
          child Pay#1: database charge#1 insert #1 | child Pay#1: RespondActivityTaskCompleted charge#1 | true
          child Pay#1: database charge#1 insert #1 | RespondActivityTaskCompleted charge#1 | false
          start-up GetSystemInfo | start-up GetSystemInfo | true
          """)
  void aLateMessageMeetsTheSameCallOrTheOneThatEndsItsTask(
      String late, String other, boolean rival) {
    assertThat(new Rivals(MessageName.parse(late)).include(MessageName.parse(other)))
        .isEqualTo(rival);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          database charge#1 commit #1 | database charge#1 insert #1 attempt 2 | true
          database charge#1 commit #1 | database charge#1 insert #1 | true
          database charge#1 commit #1 | database charge#10 insert #1 attempt 2 | false
          database charge#1 commit #1 | database mail#1 insert #1 | false
          database charge#1 commit #1 | http charge#1 POST /charges #1 attempt 2 | false
          child Pay#1: database charge#1 commit #1 | child Pay#1: database charge#1 insert #1 | true
          child Pay#1: database charge#1 commit #1 | database charge#1 insert #1 | false
          http charge#1 POST /charges #1 | database charge#1 insert #1 attempt 2 | false
          RespondActivityTaskCompleted charge#1 | database charge#1 insert #1 attempt 2 | false
          """)
  void aStatementOfTheSameActivityMayWaitForALateOnesTransaction(
      String late, String other, boolean mayWait) {
    assertThat(new Rivals(MessageName.parse(late)).mayWait(MessageName.parse(other)))
        .isEqualTo(mayWait);
  }
}
