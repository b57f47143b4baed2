package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartsTest {
  private static final Duration SHORT = Duration.ofSeconds(9);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Restarts restarts = new Restarts();

  @Test
  void afterALongLifeThereIsNoPause() {
    assertThat(Stream.of(LONG, LONG, LONG).map(restarts::after))
        .containsOnly(Duration.ZERO)
        .hasSize(3);
  }

  @Test
  void theFirstShortLifeIsForgivenAndThenThePauseDoublesUpToHalfAMinute() {
    assertThat(Stream.generate(() -> SHORT).limit(11).map(restarts::after).map(Duration::toMillis))
        .containsExactly(
            0L, 250L, 500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
  }

  @Test
  void aLongLifeForgivesAll() {
    restarts.after(SHORT);
    restarts.after(SHORT);
    restarts.after(SHORT);

    assertThat(restarts.after(LONG)).isZero();
    assertThat(restarts.after(SHORT)).hasMillis(250);
  }
}
