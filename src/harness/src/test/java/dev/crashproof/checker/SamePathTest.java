package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamePathTest {

  @Test
  void anotherOrderIsTheSamePath() {
    Verdict verdict =
        SamePath.check(List.of(asking("reserve", "charge"), asking("charge", "reserve")));

    assertThat(verdict.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict.reason()).isEqualTo("all 2 golden runs asked for the same");
  }

  @Test
  void whatOnlySomeRunsAskForIsToldWithHowMany() {
    Verdict verdict =
        SamePath.check(
            List.of(asking("reserve", "reserve"), asking("reserve"), asking("reserve", "reserve")));

    assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(verdict.reason())
        .startsWith(
            "the workflow is not deterministic between runs: of 3 golden runs it asked for"
                + " reserve#2 in 2; let its input alone decide its path");
  }

  @Test
  void timersAndChildrenAreAskedForToo() {
    Run timer = new Run();
    timer.event("TimerStarted");
    Run child = new Run();
    child.event("StartChildWorkflowExecutionInitiated", Map.of("workflowType", "Payment"));

    assertThat(SamePath.check(List.of(timer.evidence(), child.evidence())).reason())
        .contains("Payment#1 in 1, for a timer#1 in 1");
  }

  @Test
  void howOftenAnActivityWasTriedIsNoPath() {
    Run once = new Run();
    once.activity("charge", "a", 1);
    Run twice = new Run();
    twice.activity("charge", "b", 2);

    assertThat(SamePath.check(List.of(once.evidence(), twice.evidence())).validity())
        .isEqualTo(Validity.VALID);
  }

  @Test
  void workflowsBesideTheFirstAreComparedWhateverTheirIds() {
    assertThat(SamePath.check(List.of(beside("run-1", 2), beside("run-2", 2))).validity())
        .isEqualTo(Validity.VALID);
    assertThat(SamePath.check(List.of(beside("run-1", 2), beside("run-2", 1))).reason())
        .contains("a workflow beside: charge#2 in 1");
  }

  private static Evidence asking(String... activityTypes) {
    Run run = new Run();
    for (String type : activityTypes) {
      run.scheduled(type, type);
    }
    return run.evidence();
  }

  private static Evidence beside(String workflowId, int activities) {
    List<Event> events = new ArrayList<>();
    for (int id = 1; id <= activities; id++) {
      events.add(
          new Event(
              id,
              Instant.EPOCH,
              "ActivityTaskScheduled",
              Map.of("activityType", "charge", "activityId", "a" + id)));
    }
    return new Run().other(new EventHistory(workflowId, workflowId, events)).evidence();
  }
}
