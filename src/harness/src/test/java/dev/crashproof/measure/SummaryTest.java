package dev.crashproof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All numbers here were worked out by hand. */
class SummaryTest {

  @Test
  void anOddNumberOfValues() {
    Summary summary = Summary.of(5, 1, 4, 2, 3);

    assertThat(summary.n()).isEqualTo(5);
    assertThat(summary.min()).isEqualTo(1);
    assertThat(summary.p25()).isEqualTo(2);
    assertThat(summary.median()).isEqualTo(3);
    assertThat(summary.mean()).isEqualTo(3);
    assertThat(summary.p75()).isEqualTo(4);
    assertThat(summary.max()).isEqualTo(5);
    assertThat(summary.iqr()).isEqualTo(2);
    // Position 0.99 * 4 = 3.96: 0.04 * 4 + 0.96 * 5.
    assertThat(summary.p99()).isEqualTo(4.96, within(1e-12));
  }

  @Test
  void anEvenNumberOfValuesWithAnOutlier() {
    Summary summary = Summary.of(10, 20, 30, 1000);

    assertThat(summary.median()).isEqualTo(25);
    assertThat(summary.mean()).isEqualTo(265);
    // Position 0.75 * 3 = 2.25: 0.75 * 30 + 0.25 * 1000; position 0.25 * 3 = 0.75.
    assertThat(summary.p75()).isEqualTo(272.5);
    assertThat(summary.p25()).isEqualTo(17.5);
  }

  @Test
  void aHundredAndOneValuesGiveTheNinetyNinthExactly() {
    double[] values = new double[101];
    for (int i = 0; i <= 100; i++) {
      values[i] = 100.0 - i;
    }
    assertThat(Summary.of(values).p99()).isEqualTo(99);
    assertThat(values[0]).as("the caller's values stay as they are").isEqualTo(100);
  }

  @Test
  void oneValueIsAllItsStatistics() {
    assertThat(Summary.of(7)).isEqualTo(new Summary(1, 7, 7, 7, 7, 7, 7, 7));
  }

  @Test
  void warmUpIsKeptAndDoesNotCount() {
    Samples samples = Samples.empty("startup_time", "s").plusWarmUp(9).plus(1).plus(2);

    assertThat(samples.kept()).containsExactly(1, 2);
    assertThat(samples.n()).isEqualTo(2);
    assertThat(samples.warmUps()).isEqualTo(1);
    assertThat(samples.samples()).hasSize(3).first().isEqualTo(new Sample(9, true));
    assertThat(samples.summary()).map(Summary::max).contains(2.0);
  }

  @Test
  void noValueHasNoStatistic() {
    assertThat(Samples.empty("startup_time", "s").plusWarmUp(1).summary()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Summary.of());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, Double.NaN, Double.POSITIVE_INFINITY})
  void whatNoScaleShowsIsNoSample(double value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sample(value, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../etc", "a b", "a/b", ".hidden"})
  void anIdIsAFilesName(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> Samples.empty(id, "s"));
  }
}
