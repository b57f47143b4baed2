package dev.crashproof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final Target START_UP =
      new Target("startup_time", "Startup Time", "s", 2, Statistic.MEDIAN, 3);
  private static final Optional<Double> QUIET = Optional.of(1.1);
  private static final Optional<Double> BUSY = Optional.of(2.01);

  private static Samples seconds(double... values) {
    Samples samples = Samples.empty("startup_time", "s");
    for (double value : values) {
      samples = samples.plus(value);
    }
    return samples;
  }

  @Test
  void aMedianBelowTheBoundPasses() {
    TargetVerdict verdict = START_UP.judge(seconds(1.1, 9, 1.2), QUIET);

    assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    assertThat(verdict.actual()).contains(1.2);
    assertThat(verdict.reason()).isEqualTo("median 1.20 s, target below 2 s");
  }

  @Test
  void aPassOnABusyMachineStaysAPass() {
    assertThat(START_UP.judge(seconds(1, 1, 1), BUSY).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void theBoundItselfIsAMiss() {
    assertThat(START_UP.judge(seconds(2, 2, 2), QUIET).outcome()).isEqualTo(Outcome.MISS);
    assertThat(START_UP.judge(seconds(1.9999, 1.9999, 1.9999), QUIET).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void aMissWithoutAControlIsAMiss() {
    assertThat(START_UP.judge(seconds(3, 3, 3), Optional.empty()).outcome())
        .isEqualTo(Outcome.MISS);
  }

  @Test
  void aMissOnABusyMachineIsUnknown() {
    TargetVerdict verdict = START_UP.judge(seconds(3, 3, 3), BUSY);

    assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "median 3.00 s, target below 2 s, but the machine was too busy to tell: the control"
                + " took 2.01 times its best (bound 2.00)");
    assertThat(START_UP.judge(seconds(3, 3, 3), Optional.of(2.0)).outcome())
        .isEqualTo(Outcome.MISS);
  }

  @Test
  void tooFewSamplesAreUnknownHoweverGood() {
    TargetVerdict verdict = START_UP.judge(seconds(0.1, 0.1).plusWarmUp(0.1), QUIET);

    assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(verdict.reason()).endsWith("but 2 samples are too few: it takes 3");
  }

  @Test
  void noSampleIsUnknown() {
    TargetVerdict verdict = START_UP.judge(seconds(), QUIET);

    assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(verdict.reason()).isEqualTo("not measured: there is no sample");
  }

  @Test
  void anAverageIsJudgedByTheAverage() {
    Target average = new Target("activity", "Activity", "s", 1, Statistic.AVERAGE, 3);

    assertThat(average.judge(seconds(0.1, 0.1, 2.8), QUIET).actual()).contains(1.0);
    assertThat(average.judge(seconds(0.1, 0.1, 2.8), QUIET).outcome()).isEqualTo(Outcome.MISS);
  }

  @Test
  void theGreatestAndThe99thPercentileCanBeJudgedToo() {
    Summary summary = Summary.of(1, 2, 3, 4, 5);

    assertThat(Statistic.MAX.of(summary)).isEqualTo(5);
    assertThat(Statistic.P99.of(summary)).isEqualTo(summary.p99());
  }

  @Test
  void anotherUnitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> START_UP.judge(Samples.empty("startup_time", "ms"), QUIET))
        .withMessageContaining("is in s, its samples are in ms");
  }

  @Test
  void aTargetThatNothingMeetsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Target("a", "A", "s", 0, Statistic.MEDIAN, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Target("a", "A", "s", 1, Statistic.MEDIAN, 0));
  }

  @Test
  void quantitiesReadTheSameEverywhere() {
    assertThat(Quantity.text(1.555, "s")).isEqualTo("1.56 s");
    assertThat(Quantity.text(181.26, "MiB")).isEqualTo("181.3 MiB");
    assertThat(Quantity.text(10_234.5, "ms")).isEqualTo("10235 ms");
    assertThat(Quantity.bound(500, "ms")).isEqualTo("500 ms");
    assertThat(Quantity.bound(0.45, "s")).isEqualTo("0.45 s");
  }
}
