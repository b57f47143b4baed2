package dev.crashproof.history.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerClockTest {

  /** Whatever the server's clock says: a completion lies between its request and its answer. */
  @ParameterizedTest
  @ValueSource(longs = {-86_400_000, -3_000, -1, 0, 1, 3_000, 86_400_000})
  void effectsDoNotPrecedeTheirCauses(long aheadMillis) {
    Story story = new Story().serverAhead(Duration.ofMillis(aheadMillis));
    story.begin("idle", "unassisted");
    story.at(10).workflowStarted();
    String token = story.at(20).hand(Story.DEAD, story.workflowTask(Story.COMMON), 1);
    story.at(100).completes(Story.DEAD, token);
    story.at(1000).strike().killed(1010);

    ServerClock clock = clock(story, story.eventHistory());

    Event completed = story.eventHistory().event(4).orElseThrow();
    assertThat(clock.nanos(completed)).isEqualTo(100_000_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {-5, 0, 5})
  void withoutAnyTieTheAnchorStands(long aheadMillis) {
    Story story = new Story().serverAhead(Duration.ofMillis(aheadMillis));
    story.begin("idle", "unassisted");
    story.at(10).workflowStarted();
    story.at(1000).strike().killed(1010);

    ServerClock clock = clock(story, story.eventHistory());

    assertThat(clock.nanos(story.eventHistory().event(1).orElseThrow()))
        .isEqualTo((10 + aheadMillis) * 1_000_000);
  }

  private static ServerClock clock(Story story, EventHistory eventHistory) {
    Recovery recovery = Recovery.of(story.history(), Story.WORKFLOW).orElseThrow();
    return ServerClock.of(recovery, HandedTasks.of(story.history()), List.of(eventHistory))
        .orElseThrow();
  }
}
