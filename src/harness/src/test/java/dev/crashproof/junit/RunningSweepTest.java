package dev.crashproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.lane.PlayException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a wait that never ends fails here
class RunningSweepTest {
  @Test
  void closingStopsASweepThatIsNotOverAndEndsEveryWait() throws Exception {
    CountDownLatch struck = new CountDownLatch(1);
    RunningSweep running =
        RunningSweep.start(
            "stopped",
            List.of("before A", "after A"),
            sweeping(
                listener -> {
                  struck.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    throw new PlayException("interrupted.", e);
                  }
                }),
            Optional.empty());
    struck.await();

    running.close();

    assertThatThrownBy(() -> running.await("before A"))
        .isInstanceOf(PlayException.class)
        .hasMessage("The sweep stopped: interrupted.");
    assertThatThrownBy(running::awaitEnd).isInstanceOf(PlayException.class);
  }

  @Test
  void anErrorEndsEveryWaitToo() {
    try (RunningSweep running =
        RunningSweep.start(
            "error",
            List.of("before A"),
            sweeping(
                listener -> {
                  throw new AssertionError("no such class");
                }),
            Optional.empty())) {
      assertThatThrownBy(() -> running.await("before A"))
          .isInstanceOf(PlayException.class)
          .hasMessageContaining("no such class");
    }
  }

  @Test
  void aPointThatWasNotPlannedStopsTheSweep() {
    try (RunningSweep running =
        RunningSweep.start(
            "unplanned",
            List.of("before A"),
            sweeping(
                listener -> listener.accept(new JudgedPoint("after B", Validity.VALID, List.of()))),
            Optional.empty())) {
      assertThatThrownBy(running::awaitEnd).hasMessageContaining("'after B'");
      assertThat(running.judged()).isEmpty();
    }
  }

  private static Sweeping sweeping(Consumer<Consumer<JudgedPoint>> strikes) {
    return new Sweeping() {
      @Override
      public Outline plan() {
        throw new AssertionError("planned before");
      }

      @Override
      public Verdict run(Optional<String> only, Consumer<JudgedPoint> listener) {
        strikes.accept(listener);
        return Verdict.valid("plan", "rebuilt");
      }

      @Override
      public void close() {}
    };
  }
}
