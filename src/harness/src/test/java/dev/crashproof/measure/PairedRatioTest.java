package dev.crashproof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedRatioTest {

  @Test
  void whatSlowsBothHalvesOfAPairDoesNotMoveIt() {
    PairedRatio ratio = PairedRatio.of(new double[] {1, 20, 3}, new double[] {10, 200, 30}, 6);

    assertThat(ratio.median()).isCloseTo(0.1, within(1e-12));
    assertThat(ratio.low()).isEqualTo(ratio.median());
    assertThat(ratio.high()).isEqualTo(ratio.median());
    assertThat(ratio.n()).isEqualTo(3);
  }

  @Test
  void itsIntervalHoldsTheTrueMedianAboutAsOftenAsItSays() {
    Random random = new Random(6);
    int held = 0;
    for (int run = 0; run < 60; run++) {
      double[] first = new double[30];
      double[] second = new double[30];
      for (int i = 0; i < 30; i++) {
        // A median of 0.5, and noise that is not symmetric.
        first[i] = 0.5 * Math.exp(0.3 * random.nextGaussian());
        second[i] = 1;
      }
      PairedRatio ratio = PairedRatio.of(first, second, run);
      if (ratio.low() <= 0.5 && 0.5 <= ratio.high()) {
        held++;
      }
    }
    // 57 of 60 on average; fewer than 51 would come of an interval that holds it in 85 % at most.
    assertThat(held).isBetween(51, 60);
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    double[] first = {1, 2, 3, 4, 5, 7, 9};
    double[] second = {3, 3, 4, 4, 6, 6, 8};

    assertThat(PairedRatio.of(first, second, 1)).isEqualTo(PairedRatio.of(first, second, 1));
  }

  @Test
  void whatMakesNoPairsIsRefused() {
    assertThatThrownBy(() -> PairedRatio.of(new double[] {1}, new double[] {1, 2}, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 values and 2 make no pairs");
    assertThatThrownBy(() -> PairedRatio.of(new double[] {1, 1}, new double[] {1, 0}, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pair 2 has 0.0");
  }
}
