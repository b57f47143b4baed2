package dev.crashproof.worker.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.worker.fixtures.EffectsInMemory;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the activities compute, what they leave, and where a long one goes on after a crash. */
class DataActivitiesTest {
  private final EffectsInMemory effects = new EffectsInMemory();
  private TestActivityEnvironment environment;
  private DataActivities activities;

  @BeforeEach
  void begin() {
    environment = TestActivityEnvironment.newInstance();
    environment.registerActivitiesImplementations(new DataActivitiesImpl(effects));
    activities = environment.newActivityStub(DataActivities.class);
  }

  @AfterEach
  void end() {
    environment.close();
  }

  private List<String> keysAfterTheActivitys() {
    return effects.all().stream().map(effect -> effect.key().replaceFirst("^[^#]*", "")).toList();
  }

  @Test
  void theDigestIsOfTheNormalisedData() {
    String composed = activities.processData("caf\u00e9 au lait");
    String decomposed = activities.processData("  cafe\u0301\n au\tlait ");

    // printf 'café au lait' | sha256sum
    assertThat(composed)
        .isEqualTo(decomposed)
        .isEqualTo("sha256:7c413039fbb2248e2b18b98e7a8d4d85bdcac7cd79b9477a0923f97e3a1f2b50");
    assertThat(effects.all().get(0).content())
        .isEqualTo("{\"characters\":12,\"digest\":\"" + composed + "\"}");
  }

  @Test
  void aLongTaskLeavesAnEffectForEachStepAndOneOfItsOwn() {
    int steps = activities.longRunningTask(new LongRunningTask("p", 3, Duration.ofMillis(5)));

    assertThat(steps).isEqualTo(3);
    assertThat(keysAfterTheActivitys()).containsExactly("#step-1", "#step-2", "#step-3", "");
  }

  @Test
  void aLaterAttemptGoesOnAfterTheLastHeartbeat() {
    environment.setHeartbeatDetails(2);

    int steps = activities.longRunningTask(new LongRunningTask("p", 4, Duration.ZERO));

    assertThat(steps).isEqualTo(4);
    assertThat(keysAfterTheActivitys()).containsExactly("#step-3", "#step-4", "");
  }

  @Test
  void aTaskWhoseStepsWereAllDoneOnlyEnds() {
    environment.setHeartbeatDetails(4);

    activities.longRunningTask(new LongRunningTask("p", 4, Duration.ofSeconds(1)));

    assertThat(keysAfterTheActivitys()).containsExactly("");
  }

  @Test
  void everyStepIsTold() {
    List<Integer> heartbeats = new CopyOnWriteArrayList<>();
    environment.setActivityHeartbeatListener(Integer.class, heartbeats::add);

    activities.longRunningTask(new LongRunningTask("p", 3, Duration.ZERO));

    assertThat(heartbeats).contains(1).isSorted();
  }

  @Test
  void aStepLongerThanTheHeartbeatTimeoutIsNotSilent() {
    List<Integer> heartbeats = new CopyOnWriteArrayList<>();
    environment.setActivityHeartbeatListener(Integer.class, heartbeats::add);

    activities.longRunningTask(new LongRunningTask("p", 1, Duration.ofMillis(900)));

    assertThat(heartbeats).contains(0);
  }

  @Test
  void contentIsTheSameForEveryAttempt() {
    activities.longRunningTask(new LongRunningTask("p", 2, Duration.ZERO));
    List<String> first = effects.all().stream().map(effect -> effect.content()).toList();
    EffectsInMemory again = new EffectsInMemory();
    TestActivityEnvironment other = TestActivityEnvironment.newInstance();
    try {
      other.registerActivitiesImplementations(new DataActivitiesImpl(again));
      other
          .newActivityStub(DataActivities.class)
          .longRunningTask(new LongRunningTask("p", 2, Duration.ZERO));
    } finally {
      other.close();
    }
    assertThat(again.all().stream().map(effect -> effect.content()))
        .containsExactlyElementsOf(first);
  }
}
