package dev.crashproof.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

// One that hangs is to fail here.
@Timeout(60)
class TogetherTest {
  private final AtomicInteger struck = new AtomicInteger();

  @Test
  void strikesOnceForAllWhenTheLastHasCome() {
    Together together = new Together(2);
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(() -> together.strike(struck::incrementAndGet));
    assertThat(struck).hasValue(0);
    together.strike(struck::incrementAndGet);
    first.join();
    assertThat(struck).hasValue(1);
  }

  @Test
  void doesNotWaitForWhoHasLeft() {
    Together together = new Together(2);
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(() -> together.strike(struck::incrementAndGet));
    together.leave();
    first.join();
    assertThat(struck).hasValue(1);
  }

  @Test
  void strikesAgainAtTheNextMeeting() {
    Together together = new Together(1);
    together.strike(struck::incrementAndGet);
    together.strike(struck::incrementAndGet);
    assertThat(struck).hasValue(2);
  }

  @Test
  void aFaultThatCouldNotBeInflictedIsToldToAll() {
    Together together = new Together(2);
    Runnable fails =
        () -> {
          throw new IllegalStateException("The server could not be killed.");
        };
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> together.strike(fails));
    assertThatThrownBy(() -> together.strike(fails)).hasMessage("The server could not be killed.");
    assertThatThrownBy(first::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("could not be killed");
  }
}
