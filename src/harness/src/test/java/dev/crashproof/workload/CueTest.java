package dev.crashproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CueTest {
  private final List<Event> events = new ArrayList<>();

  @Test
  void theWorkflowHasStartedWithItsFirstEvent() {
    assertThat(come(Cue.workflowStarted())).isFalse();
    add("WorkflowExecutionStarted");
    assertThat(come(Cue.workflowStarted())).isTrue();
  }

  @Test
  void theSecondTimerIsNotTheFirst() {
    add("TimerStarted");
    add("TimerFired");
    assertThat(come(Cue.timerStarted(1))).isTrue();
    assertThat(come(Cue.timerStarted(2))).isFalse();
    add("TimerStarted");
    assertThat(come(Cue.timerStarted(2))).isTrue();
    assertThat(come(Cue.event("TimerFired", 1))).isTrue();
    assertThat(come(Cue.event("TimerFired", 2))).isFalse();
  }

  @Test
  void anActivityIsFoundByItsOrderAmongItsType() {
    add("ActivityTaskScheduled", "activityType", "send", "activityId", "a");
    add("ActivityTaskScheduled", "activityType", "process", "activityId", "b");
    add("ActivityTaskCompleted", "scheduledEventId", "2");

    assertThat(come(Cue.activityScheduled("process#1"))).isTrue();
    assertThat(come(Cue.activityScheduled("process#2"))).isFalse();
    assertThat(come(Cue.activityCompleted("process#1"))).isTrue();
    assertThat(come(Cue.activityScheduled("send#1"))).isTrue();
    assertThat(come(Cue.activityCompleted("send#1"))).isFalse();
  }

  @Test
  void anActivityThatFailedHasNotCompleted() {
    add("ActivityTaskScheduled", "activityType", "send", "activityId", "a");
    add("ActivityTaskFailed", "scheduledEventId", "1");
    assertThat(come(Cue.activityCompleted("send#1"))).isFalse();
  }

  @Test
  void anActWaitsForAnother() {
    assertThat(Cue.after("signal go").hasCome(eventHistory(), Set.of())).isFalse();
    assertThat(Cue.after("signal go").hasCome(eventHistory(), Set.of("signal go"))).isTrue();
  }

  @Test
  void wordsSayWhen() {
    assertThat(OutsideAct.signal("go").when(Cue.activityCompleted("send#1")))
        .hasToString("signal go, when send#1 has completed");
    assertThat(OutsideAct.query("state").when(Cue.timerStarted(2)))
        .hasToString("query state, when TimerStarted number 2 is in the event history");
  }

  @Test
  void aWorkloadIsPutTogether() {
    Workload workload =
        Workload.of("A")
            .with(OutsideAct.signal("go"))
            .with(OutsideAct.query("state").when(Cue.after("signal go")))
            .beside(Workload.of("B").with(OutsideAct.signal("go")))
            .onServedWorker();

    assertThat(workload.fresh()).isFalse();
    assertThat(workload.parts()).extracting(Workload.Part::suffix).containsExactly("", "-2");
    assertThat(workload.parts()).extracting(part -> part.acts().size()).containsExactly(2, 1);
  }

  @Test
  void nonsenseIsRefusedWithASentence() {
    assertThatThrownBy(() -> Cue.timerStarted(0)).hasMessageContaining("n from 1");
    assertThatThrownBy(() -> Cue.activityScheduled("process"))
        .hasMessageContaining("names no activity");
    assertThatThrownBy(() -> OutsideAct.signal(" ")).hasMessageContaining("needs a name");
    assertThatThrownBy(() -> Workload.of(" ")).hasMessageContaining("needs a workflow type");
    assertThatThrownBy(
            () -> Workload.of("A").with(OutsideAct.query("q").when(Cue.after("signal go"))))
        .hasMessageContaining("no earlier act on A is called so");
    assertThatThrownBy(
            () -> Workload.of("A").with(OutsideAct.query("q")).with(OutsideAct.query("q")))
        .hasMessageContaining("labelled");
  }

  private boolean come(Cue cue) {
    return cue.hasCome(eventHistory(), Set.of());
  }

  private EventHistory eventHistory() {
    return new EventHistory("w", "r", events);
  }

  private void add(String type, String... attributes) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      named.put(attributes[i], attributes[i + 1]);
    }
    events.add(new Event(events.size() + 1, Instant.EPOCH, type, named));
  }
}
