package dev.crashproof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.crashproof.measure.Regression.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exact probabilities are counts of orders: 5 of 10 places can be taken in 252 ways. */
class RegressionTestTest {
  private static final Samples BASELINE = millis(100, 101, 102, 103, 104);

  private static Samples millis(double... values) {
    Samples samples = Samples.empty("mid-activity", "ms");
    for (double value : values) {
      samples = samples.plus(value);
    }
    return samples;
  }

  private static Regression compare(Samples current) {
    return RegressionTest.compare(BASELINE, current, Optional.empty());
  }

  @Test
  void allSlowerByMoreThanHalfIsSlower() {
    Regression regression = compare(millis(200, 201, 202, 203, 204));

    assertThat(regression.kind()).isEqualTo(Kind.SLOWER);
    assertThat(regression.p().orElseThrow()).isEqualTo(1 / 252.0, within(1e-9));
    assertThat(regression.ratio().orElseThrow()).isEqualTo(202 / 102.0, within(1e-9));
    assertThat(regression.reason())
        .isEqualTo(
            "the median is 1.98 times the baseline's, p 0.0040 (slower means above 1.50 and below"
                + " 0.01)");
  }

  @Test
  void allSlowerByAThirdIsTheMachinesMood() {
    Regression regression = compare(millis(135, 136, 137, 138, 139));

    assertThat(regression.p().orElseThrow()).isLessThan(RegressionTest.P_BELOW);
    assertThat(regression.kind()).isEqualTo(Kind.NOT_SLOWER);
  }

  @Test
  void twiceAsSlowByTheMedianButMixedIsNotClear() {
    // Two of the five are faster than the whole baseline: U = 15, a middling order.
    Regression regression = compare(millis(50, 51, 200, 201, 202));

    assertThat(regression.ratio().orElseThrow()).isGreaterThan(RegressionTest.RATIO_ABOVE);
    assertThat(regression.p().orElseThrow()).isGreaterThan(0.3);
    assertThat(regression.kind()).isEqualTo(Kind.NOT_SLOWER);
  }

  @Test
  void fasterIsNotSlower() {
    Regression regression = compare(millis(10, 11, 12, 13, 14));

    assertThat(regression.kind()).isEqualTo(Kind.NOT_SLOWER);
    assertThat(regression.p().orElseThrow()).isEqualTo(1.0, within(1e-9));
  }

  @Test
  void theSameSamplesAreNotSlower() {
    assertThat(compare(BASELINE).kind()).isEqualTo(Kind.NOT_SLOWER);
  }

  @Test
  void slowerOnABusyMachineIsNotCompared() {
    Samples slow = millis(200, 201, 202, 203, 204);

    Regression busy = RegressionTest.compare(BASELINE, slow, Optional.of(2.5));

    assertThat(busy.kind()).isEqualTo(Kind.NOT_COMPARED);
    assertThat(busy.reason()).startsWith("not compared: the machine was too busy");
    assertThat(RegressionTest.compare(BASELINE, slow, Optional.of(1.5)).kind())
        .isEqualTo(Kind.SLOWER);
  }

  @Test
  void tooFewOnEitherSideIsNotCompared() {
    Regression regression = compare(millis(900, 900, 900, 900).plusWarmUp(900));

    assertThat(regression.kind()).isEqualTo(Kind.NOT_COMPARED);
    assertThat(regression.reason())
        .isEqualTo(
            "not compared: it takes 5 samples on each side, there are 5 in the baseline and 4 in"
                + " this run");
  }

  @Test
  void anotherUnitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compare(Samples.empty("mid-activity", "s")));
  }
}
