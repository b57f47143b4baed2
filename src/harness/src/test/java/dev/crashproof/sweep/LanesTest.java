package dev.crashproof.sweep;

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
        .isInstanceOf(SweepException.class)
        .hasMessage("The second broke.");
  }

  @Test
  void whatIsNoSweepExceptionBecomesOneThatSaysTheSame() {
    assertThatThrownBy(
            () ->
                Lanes.play(
                    1,
                    number -> {
                      throw new IllegalStateException("The ledger could not be read.");
                    },
                    lane -> {}))
        .isInstanceOf(SweepException.class)
        .hasMessage("The sweep could not go on: The ledger could not be read.");
  }

  private static Lane firstHangsSecondBreaks(int number) {
    if (number == 2) {
      throw new SweepException("The second broke.");
    }
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("nobody lets it go on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SweepException("The first was interrupted.", e);
    }
  }
}
