package dev.crashproof.worker.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What moves and what stands still, by a clock that the test turns. */
class PollLoopTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private long now = 1_000;
  private final PollLoop loop = new PollLoop(TaskKind.ACTIVITY, "q", TIMEOUT, 2, now);

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  private void assertLive() {
    assertThat(loop.standing(now)).isEmpty();
  }

  private void assertStanding(String why) {
    assertThat(loop.standing(now)).hasValue(why);
  }

  @Test
  void aLoopThatNeverPollsStandsAfterItsTimeout() {
    pass(10);
    assertLive();
    pass(1);
    assertStanding("no poll for activities on 'q' for 11 s");
  }

  @Test
  void anOpenPollIsMovementForAsLongAsItsDeadlineLasts() {
    loop.began("poll", now);
    pass(79);
    assertLive();
    assertThat(loop.idle(now)).isEmpty();
    pass(2);
    assertStanding("no poll for activities on 'q' for 81 s");
  }

  @Test
  void onePollThatHangsDoesNotHideBehindOthersThatMove() {
    loop.began("hangs", now);
    pass(100);
    assertThat(loop.standing(now)).isPresent();
    loop.began("moves", now);
    assertLive();
  }

  @Test
  void aLoopWhosePollsEndAndNeverComeBackStandsAndIsIdleBefore() {
    loop.began("poll", now);
    loop.ended("poll", false, now);
    pass(6);
    assertThat(loop.idle(now)).hasValue("no poll for activities on 'q' for 6 s");
    assertLive();
    pass(5);
    assertStanding("no poll for activities on 'q' for 11 s");
  }

  @Test
  void afterAPollThatFailedTheNextMayComeAsLateAsTheSdkBacksOff() {
    loop.began("poll", now);
    loop.ended("poll", true, now);
    pass(79);
    assertLive();
    pass(2);
    assertThat(loop.standing(now)).isPresent();
  }

  @Test
  void aLoopWithLongTasksInAllItsSlotsIsBusy() {
    loop.taken("a", Duration.ofHours(1), now);
    loop.taken("b", Duration.ofHours(2), now);
    pass(3_000);
    assertLive();
    assertThat(loop.busy(now)).isTrue();
    assertThat(loop.idle(now)).isEmpty();
    pass(3_000);
    assertLive();
  }

  @Test
  void tasksWhoseTimeIsOverInAllSlotsAreNoWork() {
    loop.taken("a", Duration.ofSeconds(20), now);
    loop.taken("b", Duration.ofSeconds(20), now);
    pass(30);
    assertLive();
    pass(1);
    assertStanding("all slots for activities on 'q' are held by tasks whose time is over");
  }

  @Test
  void aTaskWithoutATimeMayTakeForEver() {
    loop.taken("a", Duration.ZERO, now);
    loop.taken("b", Duration.ofSeconds(1), now);
    pass(1_000_000);
    assertLive();
  }

  @Test
  void oneFreeSlotIsNoExcuse() {
    loop.taken("a", Duration.ofHours(1), now);
    pass(11);
    assertThat(loop.standing(now)).isPresent();
  }

  @Test
  void aSlotThatBecomesFreeGivesTheLoopTimeToPoll() {
    loop.taken("a", Duration.ofHours(1), now);
    loop.taken("b", Duration.ofHours(1), now);
    pass(1_000);
    loop.freed("a", now);
    assertLive();
    pass(5);
    // Another one says nothing of the pollers.
    loop.freed("b", now);
    pass(6);
    assertThat(loop.standing(now)).isPresent();
  }
}
