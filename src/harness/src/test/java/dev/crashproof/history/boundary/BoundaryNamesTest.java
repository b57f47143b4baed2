package dev.crashproof.history.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundaryNamesTest {

  @ParameterizedTest
  @EnumSource(BoundaryKind.class)
  void everyKindReadsBack(BoundaryKind kind) {
    Boundary boundary =
        kind == BoundaryKind.IDLE ? Boundary.idle() : new Boundary(kind, "activity load#1");

    assertThat(Boundary.parse(boundary.toString())).isEqualTo(boundary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RespondWorkflowTaskCompleted [ScheduleActivityTask a#1, StartTimer #1] (2) attempt 3",
        "idle",
        "late before after delivered",
        "after (assigned)",
        "http ? POST /a b?c",
        "workflow task [WorkflowExecutionSignaled  two  spaces ]",
        "workflow task [WorkflowExecutionSignaled \n]",
        "child Ä/ö#1: run 2: activity \"x\"#1",
        " leading and trailing "
      })
  void oddMessagesReadBack(String message) throws JsonProcessingException {
    for (BoundaryKind kind : BoundaryKind.values()) {
      if (kind != BoundaryKind.IDLE) {
        Boundary boundary = new Boundary(kind, message);
        assertThat(Boundary.parse(boundary.toString())).isEqualTo(boundary);
        ObjectMapper json = new ObjectMapper();
        String written = json.writeValueAsString(boundary);
        assertThat(written).isEqualTo(json.writeValueAsString(boundary.toString()));
        assertThat(json.readValue(written, Boundary.class)).isEqualTo(boundary);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "before", "before ", "afterX", "idle now", "Before X"})
  void refusesWhatNamesNoBoundary(String name) {
    assertThatThrownBy(() -> Boundary.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesABoundaryThatWouldReadBackAsAnother() {
    assertThatThrownBy(() -> new Boundary(BoundaryKind.AFTER_IDLE, "(assigned) X"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Boundary(BoundaryKind.IDLE, "X"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RespondActivityTaskCompleted a#1",
        "activity a#1 attempt 2",
        "x attempt 1",
        "x attempt "
      })
  void messageNamesReadBack(String name) {
    assertThat(MessageName.parse(name)).hasToString(name);
  }

  @Test
  void anotherAttemptIsTheSameCall() {
    MessageName first = MessageName.first("activity a#1");
    assertThat(MessageName.parse("activity a#1 attempt 2"))
        .isNotEqualTo(first)
        .satisfies(it -> assertThat(it.sameCall(first)).isTrue());
    assertThat(MessageName.first("activity a#2").sameCall(first)).isFalse();
  }
}
