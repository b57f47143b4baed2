package dev.crashproof.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class ControlTest {

  /** A control whose loop takes these nanoseconds, one after the other. */
  private static Control taking(int calibrations, long... nanos) {
    Deque<Long> clock = new ArrayDeque<>();
    for (long n : nanos) {
      clock.add(0L);
      clock.add(n);
    }
    return new Control(clock::removeFirst, () -> {}, calibrations);
  }

  @Test
  void theRatioIsTheMedianOverTheBestOfTheRun() {
    Control control = taking(2, 120, 100, 150, 300, 210);
    Control.Beside beside = control.beside("startup_time");
    beside.probe();
    beside.probe();
    beside.probe();

    assertThat(beside.reading().probes().kept()).containsExactly(150, 300, 210);
    assertThat(beside.reading().ratio()).contains(2.1);
  }

  @Test
  void aQuieterMomentLaterInTheRunCounts() {
    Control control = taking(1, 200, 200, 100);
    Control.Beside first = control.beside("first");
    first.probe();
    ControlReading early = first.reading();
    control.beside("second").probe();

    assertThat(early.ratio()).contains(1.0);
    assertThat(early.ratio(100)).contains(2.0);
    assertThat(first.reading().ratio()).contains(2.0);
  }

  @Test
  void aControlThatNeverRanSaysNothing() {
    assertThat(taking(1, 100).beside("x").reading().ratio()).isEmpty();
  }

  @Test
  void twiceTheBestIsStillQuietEnough() {
    assertThat(Control.tooBusy(2.0)).isFalse();
    assertThat(Control.tooBusy(2.0001)).isTrue();
  }

  @Test
  void theLoopDoesAllItsRoundsEachTime() {
    BusyLoop three = new BusyLoop(3);
    BusyLoop one = new BusyLoop(1);

    three.run();
    three.run();
    for (int i = 0; i < 6; i++) {
      one.run();
    }

    assertThat(three.state()).isEqualTo(one.state());
    assertThat(three.state()).isNotEqualTo(new BusyLoop(1).state());
  }

  @Test
  void theRealClockAndLoopGiveAReading() {
    ControlReading reading =
        new Control(System::nanoTime, new BusyLoop(20_000), 5).beside("x").reading();

    assertThat(reading.bestNanos()).isPositive();
  }
}
