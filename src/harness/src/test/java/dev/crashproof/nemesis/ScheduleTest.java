package dev.crashproof.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of a schedule can happen without what was taken away. */
class ScheduleTest {
  private static final When EARLY = new When.AtTime(Duration.ofMillis(1));
  private static final When LATE = new When.AtTime(Duration.ofMillis(9));
  private static final PlannedFault KILL = new PlannedFault(new Fault.Kill(), EARLY);
  private static final PlannedFault PAUSE =
      new PlannedFault(new Fault.Pause(false), new When.Recovering());
  private static final PlannedFault MEMORY =
      new PlannedFault(new Fault.OutOfMemory(), new When.Recovering());
  private static final PlannedFault ENDED =
      new PlannedFault(new Fault.ConnectionsTerminated(), LATE);

  @Test
  void whatIsLeftKeepsItsOrderAndItsMoments() {
    assertThat(Schedule.of(KILL, PAUSE, ENDED).without(2)).isEqualTo(Schedule.of(KILL, PAUSE));
    assertThat(Schedule.of(KILL, PAUSE, ENDED).without(1)).isEqualTo(Schedule.of(KILL, ENDED));
    assertThat(Schedule.of(KILL, PAUSE, ENDED).only(Set.of(2))).isEqualTo(Schedule.of(ENDED));
  }

  @Test
  void whoHasNothingToRecoverFromTakesThatMoment() {
    assertThat(Schedule.of(KILL, PAUSE).without(0))
        .isEqualTo(Schedule.of(new PlannedFault(new Fault.Pause(false), EARLY)));
    assertThat(Schedule.of(KILL, PAUSE, MEMORY).only(Set.of(2)))
        .isEqualTo(Schedule.of(new PlannedFault(new Fault.OutOfMemory(), EARLY)));
    assertThat(Schedule.of(KILL, PAUSE, MEMORY).without(0))
        .isEqualTo(Schedule.of(new PlannedFault(new Fault.Pause(false), EARLY), MEMORY));
    assertThat(Schedule.of(KILL, ENDED, PAUSE).without(0)).isEqualTo(Schedule.of(ENDED, PAUSE));
  }
}
