package dev.crashproof.lane;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

// One that hangs is to fail here.
@Timeout(60)
class LanesTest {

  @Test
  void oneThatBreaksEndsTheOthers() {
    assertThatThrownBy(() -> Lanes.play(2, LanesTest::firstHangsSecondBreaks, lane -> {}))
        .isInstanceOf(PlayException.class)
        .hasMessage("The second broke.");
  }

  @Test
  void whatIsNoPlayExceptionBecomesOneThatSaysTheSame() {
    assertThatThrownBy(
            () ->
                Lanes.play(
                    1,
                    number -> {
                      throw new IllegalStateException("The ledger could not be read.");
                    },
                    lane -> {}))
        .isInstanceOf(PlayException.class)
        .hasMessage("The play could not go on: The ledger could not be read.");
  }

  private static Lane firstHangsSecondBreaks(int number) {
    if (number == 2) {
      throw new PlayException("The second broke.");
    }
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("nobody lets it go on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayException("The first was interrupted.", e);
    }
  }
}
