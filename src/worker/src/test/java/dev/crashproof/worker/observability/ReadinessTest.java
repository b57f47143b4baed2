package dev.crashproof.worker.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.worker.observability.Pollers.Seen;
import dev.crashproof.worker.observability.Pollers.Sighting;
import dev.crashproof.worker.observability.Pollers.Unknown;
import dev.crashproof.worker.observability.Pollers.Unseen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Ready by what the server tells, by a clock that the test turns. */
class ReadinessTest {
  private static final Instant BEFORE = Instant.parse("2020-01-01T00:00:00Z");

  private long now = 1_000;
  private int asked;
  private Sighting answer = new Unseen();
  private final PollLoop loop = new PollLoop(TaskKind.WORKFLOW, "q", Duration.ofMinutes(2), 1, now);
  private final Readiness readiness = new Readiness(List.of(loop), () -> now);

  private Sighting sighting(String taskQueue, TaskKind kind, Duration within) {
    assertThat(taskQueue).isEqualTo("q");
    assertThat(kind).isEqualTo(TaskKind.WORKFLOW);
    assertThat(within).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
    asked++;
    return answer;
  }

  private void begin() {
    readiness.begin(this::sighting);
    loop.began("poll", now);
    asked = 0;
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  private List<String> reasons() {
    return readiness.now().reasons();
  }

  @Test
  void itIsReadyOnceTheServerHasSeenItsPolls() {
    begin();
    assertThat(reasons())
        .containsExactly("the server has not seen its polls for workflow tasks on 'q'");
    answer = new Seen(BEFORE);
    pass(1);
    assertThat(reasons()).isEmpty();
  }

  @Test
  void beforeItPollsItIsNot() {
    assertThat(reasons()).containsExactly("it does not poll yet");
  }

  @Test
  void aPredecessorOfTheSameIdentityIsNotTakenForIt() {
    answer = new Seen(BEFORE);
    begin();
    assertThat(reasons()).isNotEmpty();
    pass(1);
    answer = new Seen(BEFORE.plusNanos(1));
    assertThat(reasons()).isEmpty();
  }

  @Test
  void theServerIsAskedEveryFewSecondsHoweverManyProbe() {
    answer = new Seen(BEFORE);
    begin();
    answer = new Seen(BEFORE.plusSeconds(1));
    for (int i = 0; i < 100; i++) {
      assertThat(reasons()).isEmpty();
    }
    assertThat(asked).isEqualTo(1);
    pass(4);
    assertThat(reasons()).isEmpty();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aServerThatCanNotBeAskedMakesItNotReadyUntilItCan() {
    begin();
    answer = new Unknown("it does not answer");
    assertThat(reasons())
        .containsExactly("the server can't be asked who polls: it does not answer");
    pass(1);
    answer = new Seen(BEFORE);
    assertThat(reasons()).isEmpty();
  }

  @Test
  void pollsThatTheServerNoLongerSeesMakeItNotReady() {
    begin();
    answer = new Seen(BEFORE);
    assertThat(reasons()).isEmpty();
    pass(60);
    loop.began("later", now);
    assertThat(reasons()).isEmpty();
    pass(31);
    loop.began("latest", now);
    assertThat(reasons())
        .containsExactly("the server has not seen a poll for workflow tasks on 'q' for 91 s");
    answer = new Unseen();
    pass(1);
    assertThat(reasons())
        .containsExactly("the server has not seen its polls for workflow tasks on 'q'");
  }

  @Test
  void aLoopThatStoppedIsNotReadyLongBeforeTheServerNoticesIt() {
    begin();
    answer = new Seen(BEFORE);
    assertThat(reasons()).isEmpty();
    loop.ended("poll", false, now);
    pass(6);
    assertThat(reasons()).containsExactly("no poll for workflow tasks on 'q' for 6 s");
  }

  @Test
  void aLoopWithWorkInAllItsSlotsMayBeForgotten() {
    begin();
    answer = new Seen(BEFORE);
    assertThat(reasons()).isEmpty();
    loop.ended("poll", false, now);
    loop.taken("task", Duration.ZERO, now);
    pass(1_000);
    answer = new Unseen();
    assertThat(reasons()).isEmpty();
  }

  @Test
  void whileOneAsksASlowServerTheOthersGetTheLastAnswer() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answering = new CountDownLatch(1);
    AtomicBoolean begun = new AtomicBoolean();
    readiness.begin(
        (queue, kind, within) -> {
          if (!begun.getAndSet(true)) {
            return new Unseen();
          }
          asking.countDown();
          try {
            answering.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Seen(BEFORE);
        });
    CompletableFuture<Health> first = CompletableFuture.supplyAsync(readiness::now);
    assertThat(asking.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(reasons()).containsExactly("the server has not been asked yet");
    answering.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS).well()).isTrue();
  }
}
