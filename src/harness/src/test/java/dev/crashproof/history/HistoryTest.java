package dev.crashproof.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void theRecorderCountsNanosecondsFromItsOwnBeginning() {
    Deque<Long> clock = new ArrayDeque<>(List.of(1_000L, 1_007L, 1_030L));
    Recorder recorder = new Recorder(clock::removeFirst);

    recorder.info("worker", "ready");
    Op kill = recorder.record(OpKind.INVOKE, "nemesis", "kill", Map.of("signal", "9"));

    assertThat(recorder.history().ops()).extracting(Op::nanos).containsExactly(7L, 30L);
    assertThat(kill.index()).isEqualTo(1);
    assertThat(kill.detail("signal")).contains("9");
    assertThat(kill.detail("pid")).isEmpty();
  }

  @Test
  void whatManyThreadsSeeStandsInOneOrderOfIndexAndTime() throws InterruptedException {
    Recorder recorder = new Recorder();
    CountDownLatch together = new CountDownLatch(4);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 4; i++) {
      String name = "thread-" + i;
      threads.execute(
          () -> {
            together.countDown();
            for (int n = 0; n < 250; n++) {
              recorder.info(name, "op");
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    List<Op> ops = recorder.history().ops();
    assertThat(ops)
        .extracting(Op::index)
        .containsExactlyElementsOf(LongStream.range(0, 1000).boxed().toList());
    assertThat(ops).extracting(Op::nanos).isSorted();
  }

  @Test
  void aHistoryIsCutBeforeAndAfterAnOp() {
    Recorder recorder = new Recorder();
    Op first = recorder.info("server", "look");
    Op kill = recorder.info("nemesis", "kill");
    Op second = recorder.info("server", "look");
    History history = recorder.history();

    assertThat(history.before(kill).ops()).containsExactly(first);
    assertThat(history.after(kill).ops()).containsExactly(second);
    assertThat(history.first(op -> op.name().equals("look"))).contains(first);
    assertThat(history.last(op -> op.name().equals("look"))).contains(second);
    assertThat(history.last(op -> op.name().equals("start"))).isEmpty();
  }
}
