package dev.crashproof.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  @Test
  void oneThatIsToldToStopWhileItClosesWaitsAllTheSame() throws IOException {
    Thread closing = Thread.currentThread();
    AtomicBoolean ended = new AtomicBoolean();
    EventLoop loop =
        new EventLoop(
            "loop",
            () -> {
              await()
                  .until(
                      () ->
                          EnumSet.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED)
                              .contains(closing.getState()));
              ended.set(true);
            });
    loop.start();

    closing.interrupt();
    loop.close();

    assertThat(ended).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }
}
