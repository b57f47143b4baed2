package dev.crashproof.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHistoryTest {

  private static Event event(long id, String type, String... attributes) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put(attributes[i], attributes[i + 1]);
    }
    return new Event(id, Instant.EPOCH.plusSeconds(id), type, map);
  }

  private static final EventHistory TWO_OF_A_TYPE =
      new EventHistory(
          "wf",
          "run",
          List.of(
              event(1, "WorkflowExecutionStarted"),
              event(2, "ActivityTaskScheduled", "activityType", "process_data", "activityId", "a"),
              event(3, "ActivityTaskScheduled", "activityType", "notify", "activityId", "b"),
              event(4, "ActivityTaskScheduled", "activityType", "process_data", "activityId", "c"),
              event(5, "ActivityTaskStarted", "scheduledEventId", "4", "attempt", "2"),
              event(6, "ActivityTaskCompleted", "scheduledEventId", "4"),
              event(7, "ActivityTaskStarted", "scheduledEventId", "2", "attempt", "1"),
              event(8, "ActivityTaskTimedOut", "scheduledEventId", "2"),
              event(9, "WorkflowExecutionFailed")));

  @Test
  void activitiesAreNamedByTypeAndOrderOfScheduling() {
    assertThat(TWO_OF_A_TYPE.activities())
        .extracting(a -> a.name().toString(), ActivityRun::activityId)
        .containsExactly(
            tuple("process_data#1", "a"), tuple("notify#1", "b"), tuple("process_data#2", "c"));
  }

  @Test
  void eachActivityHasItsOwnEventsWhateverTheirOrder() {
    ActivityRun first = TWO_OF_A_TYPE.activity(ActivityName.parse("process_data#1")).orElseThrow();
    ActivityRun second = TWO_OF_A_TYPE.activity(ActivityName.parse("process_data#2")).orElseThrow();
    ActivityRun open = TWO_OF_A_TYPE.activity(ActivityName.parse("notify#1")).orElseThrow();

    assertThat(first.completed()).isFalse();
    assertThat(first.ended()).map(Event::id).contains(8L);
    assertThat(second.completed()).isTrue();
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(open.ended()).isEmpty();
    assertThat(open.attempts()).isZero();
    assertThat(TWO_OF_A_TYPE.activity(ActivityName.parse("notify#2"))).isEmpty();
  }

  @Test
  void aPrefixKnowsNothingOfWhatCameLater() {
    EventHistory early = TWO_OF_A_TYPE.upTo(5);

    assertThat(early.lastEventId()).isEqualTo(5);
    assertThat(early.closing()).isEmpty();
    assertThat(early.activity(ActivityName.parse("process_data#2")).orElseThrow().ended())
        .isEmpty();
    assertThat(TWO_OF_A_TYPE.closing()).map(Event::type).contains("WorkflowExecutionFailed");
    assertThat(TWO_OF_A_TYPE.event(3)).isPresent();
    assertThat(TWO_OF_A_TYPE.upTo(0).lastEventId()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"process_data", "process_data#0", "#1", "process_data#x", " #1", ""})
  void whatNamesNoActivityIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ActivityName.parse(text));
  }
}
