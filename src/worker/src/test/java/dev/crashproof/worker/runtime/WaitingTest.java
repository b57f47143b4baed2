package dev.crashproof.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Waiting says why once, says when it is over, and ends when told to. */
class WaitingTest {
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Logger logger = (Logger) LoggerFactory.getLogger(Waiting.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void oneLineForEachChange() throws InterruptedException {
    Deque<String> failures = new ArrayDeque<>(List.of("refused", "refused", "starting"));

    boolean worked =
        new Waiting(stop)
            .until(
                "the server",
                () -> {
                  if (!failures.isEmpty()) {
                    throw new IllegalStateException(failures.remove());
                  }
                });

    assertThat(worked).isTrue();
    assertThat(said())
        .containsExactly(
            "waiting for the server: refused",
            "waiting for the server: starting",
            "the server is there");
  }

  @Test
  void whatWorksAtOnceNeedsNoWord() throws InterruptedException {
    assertThat(new Waiting(stop).until("the server", () -> {})).isTrue();
    assertThat(said()).isEmpty();
  }

  @Test
  void aStopEndsIt() throws InterruptedException {
    boolean worked =
        new Waiting(stop)
            .until(
                "the server",
                () -> {
                  stop.countDown();
                  throw new IllegalStateException("refused");
                });

    assertThat(worked).isFalse();
  }

  @Test
  void afterAStopNothingIsTried() throws InterruptedException {
    stop.countDown();

    assertThat(
            new Waiting(stop)
                .until(
                    "the server",
                    () -> {
                      throw new AssertionError("tried");
                    }))
        .isFalse();
  }
}
