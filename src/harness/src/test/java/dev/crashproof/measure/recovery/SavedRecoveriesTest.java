package dev.crashproof.measure.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.recovery.SavedRecovery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real server wrote, read with the attributes' real names. */
class SavedRecoveriesTest {

  private static RecoverySplit split(String name) {
    SavedRecovery saved = SavedRecovery.of(name);
    return RecoverySplit.of(saved.history(), List.of(saved.eventHistory())).orElseThrow();
  }

  private static double millis(RecoverySplit split, Cause cause) {
    return split.nanos(cause) / 1e6;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mid-timer", "mid-activity", "mid-wait"})
  void moreThan95PercentHaveACause(String name) {
    assertThat(split(name).attributed()).isGreaterThan(0.95);
  }

  @Test
  void aTimerThenTheStickyQueueThenTheRest() {
    RecoverySplit split = split("mid-timer");

    assertThat(millis(split, Cause.STICKY_WAIT)).isBetween(4900.0, 5100.0);
    assertThat(millis(split, Cause.REPLAY)).isBetween(200.0, 300.0);
    assertThat(millis(split, Cause.TIMER)).isPositive();
    assertThat(split.nanos(Cause.TASK_TIMEOUT)).isZero();
  }

  @Test
  void anActivityTimesOutBacksOffAndTheStickyQueueFollows() {
    RecoverySplit split = split("mid-activity");

    assertThat(millis(split, Cause.TASK_TIMEOUT)).isBetween(1000.0, 2000.0);
    assertThat(millis(split, Cause.RETRY_BACKOFF)).isBetween(200.0, 2200.0);
    assertThat(millis(split, Cause.STICKY_WAIT)).isBetween(4900.0, 5100.0);
    assertThat(split.segments())
        .filteredOn(s -> s.cause() == Cause.TASK_TIMEOUT)
        .allSatisfy(s -> assertThat(s.why()).contains("heartbeat timeout of 2.000 s"));
  }

  @Test
  void aSignalWhileNobodyLivedGoesToTheStickyQueue() {
    RecoverySplit split = split("mid-wait");

    assertThat(millis(split, Cause.STICKY_WAIT)).isGreaterThan(4000);
    assertThat(split.nanos(Cause.TASK_TIMEOUT)).isZero();
  }
}
