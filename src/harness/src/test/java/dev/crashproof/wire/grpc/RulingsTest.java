package dev.crashproof.wire.grpc;

import static dev.crashproof.wire.grpc.Tried.ECHO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is ruled happens, and is written down. */
class RulingsTest {
  private static final byte[] HELLO = "hello".getBytes(UTF_8);
  private static final byte[] WELL = "well".getBytes(UTF_8);

  private final BlockingQueue<Passage> seen = new LinkedBlockingQueue<>();

  @SuppressWarnings("NullAway.Init")
  private Tried tried;

  @BeforeEach
  void start() throws Exception {
    tried = new Tried();
  }

  @AfterEach
  void stop() throws Exception {
    tried.close();
  }

  @Test
  void aHeldRequestWaitsForItsRelease() throws Exception {
    ByteClient.Outgoing call = ruledAtTheRequest(Ruling.hold());
    Passage passage = passage();
    tried.awaitLine("held");
    assertThat(tried.peer.waiting()).isZero();
    passage.release();
    tried.peer.next().answer(WELL);

    assertThat(call.message()).isEqualTo(WELL);
    assertThat(passage.answered().get(20, TimeUnit.SECONDS).kind()).isEqualTo(OpKind.OK);
    assertThat(WireOp.step(passage.delivered().get(20, TimeUnit.SECONDS))).contains(Step.DELIVERED);
    tried.awaitLine("held forwarded delivered OK");
    assertThat(tried.exchanges().get(0).step(Step.FORWARDED).orElseThrow().details())
        .doesNotContainKey(WireOp.POSTHUMOUS);
  }

  @Test
  void aHeldRequestOutlivesItsSender() throws Exception {
    ruledAtTheRequest(Ruling.hold());
    Passage passage = passage();
    tried.worker.close();
    await().until(() -> !tried.proxy.connected(1));
    passage.release();
    BytePeer.Incoming arrived = tried.peer.next();
    assertThat(arrived.message()).isEqualTo(HELLO);
    arrived.answer(WELL);

    assertThat(passage.answered().get(20, TimeUnit.SECONDS).kind()).isEqualTo(OpKind.OK);
    tried.awaitLine("held abandoned forwarded OK");
    assertThat(tried.exchanges().get(0).step(Step.FORWARDED).orElseThrow().details())
        .containsEntry(WireOp.POSTHUMOUS, "true");
    assertThat(arrived.cancelled).isNotDone();
  }

  @Test
  void aHeldRequestOutlivesItsDeadline() throws Exception {
    tried.proxy.intercept(ruling(Ruling.hold()));
    ByteClient.Outgoing call =
        tried.worker.call(
            ECHO,
            HELLO,
            new Metadata(),
            CallOptions.DEFAULT.withDeadlineAfter(200, TimeUnit.MILLISECONDS));
    Passage passage = passage();
    assertThat(call.status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    tried.awaitLine("held abandoned");
    passage.release();
    BytePeer.Incoming arrived = tried.peer.next();

    assertThat(arrived.deadline).isNull();
    arrived.answer(WELL);
    tried.awaitLine("held abandoned forwarded OK");
  }

  @Test
  void aReleasedRequestOutlivesADeathThatComesAfter() throws Exception {
    ruledAtTheRequest(Ruling.hold());
    passage().release();
    BytePeer.Incoming arrived = tried.peer.next();
    tried.worker.close();
    tried.awaitLine("held forwarded abandoned");
    arrived.answer(WELL);

    tried.awaitLine("held forwarded abandoned OK");
    assertThat(arrived.cancelled).isNotDone();
  }

  @Test
  void aHeldRequestCanBeDropped() throws Exception {
    ruledAtTheRequest(Ruling.hold());
    Passage passage = passage();
    passage.drop();
    tried.awaitLine("held dropped");
    passage.release();
    tried.worker.close();

    tried.awaitLine("held dropped abandoned");
    assertThat(tried.peer.waiting()).isZero();
  }

  @Test
  void aDroppedRequestNeverGoesOn() throws Exception {
    ByteClient.Outgoing call = ruledAtTheRequest(Ruling.drop());
    passage();
    tried.awaitLine("dropped");
    call.cancel();

    tried.awaitLine("dropped abandoned");
    assertThat(tried.peer.waiting()).isZero();
  }

  @Test
  void anAnswerIsHeldAsWasSaidWithTheRequest() throws Exception {
    ByteClient.Outgoing call = ruledAtTheRequest(Ruling.passHoldingReply());
    Passage passage = passage();
    tried.peer.next().answer(WELL);
    assertThat(passage.answered().get(20, TimeUnit.SECONDS).kind()).isEqualTo(OpKind.OK);
    tried.awaitLine("forwarded reply-held OK");
    assertThat(call.status).isNotDone();
    passage.release();

    assertThat(call.message()).isEqualTo(WELL);
    tried.awaitLine("forwarded reply-held delivered OK");
  }

  @Test
  void aHeldRequestIsReleasedHoldingItsAnswer() throws Exception {
    ByteClient.Outgoing call = ruledAtTheRequest(Ruling.hold());
    Passage passage = passage();
    passage.releaseHoldingReply();
    tried.peer.next().answer(WELL);
    tried.awaitLine("held forwarded reply-held OK");
    tried.worker.close();

    assertThat(call.status().isOk()).isFalse();
    tried.awaitLine("held forwarded reply-held abandoned OK");
    passage.release();
    passage.drop();
    tried.awaitLine("held forwarded reply-held abandoned reply-dropped OK");
    assertThat(passage.delivered()).isNotDone();
  }

  @Test
  void anAnswerIsDroppedAsWasSaidWithTheRequest() throws Exception {
    ByteClient.Outgoing call = ruledAtTheRequest(Ruling.dropReply());
    passage();
    tried.peer.next().answer(WELL);
    tried.awaitLine("forwarded reply-dropped OK");

    assertThat(call.status).isNotDone();
  }

  @Test
  void aDelayedRequestGoesOnByItself() throws Exception {
    ByteClient.Outgoing call = ruledAtTheRequest(Ruling.delay(Duration.ofMillis(50)));
    passage();
    tried.peer.next().answer(WELL);

    assertThat(call.message()).isEqualTo(WELL);
    tried.awaitLine("delayed forwarded delivered OK");
  }

  @Test
  void aRefusedRequestNeverGoesOn() throws Exception {
    ByteClient.Outgoing call =
        ruledAtTheRequest(Ruling.fail("RESOURCE_EXHAUSTED", "too many of them"));

    assertThat(call.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(call.status().getDescription()).isEqualTo("too many of them");
    tried.awaitLine("refused");
    assertThat(tried.exchanges().get(0).steps().get(0).details())
        .containsEntry(WireOp.STATUS, "RESOURCE_EXHAUSTED");
    assertThat(tried.peer.waiting()).isZero();
  }

  @Test
  void anAnswerCanBeHeldReleasedAndDelayed() throws Exception {
    ByteClient.Outgoing held = ruledAtTheAnswer(Ruling.hold());
    tried.awaitLine("forwarded reply-held OK");
    passage().release();
    assertThat(held.message()).isEqualTo(WELL);

    ByteClient.Outgoing delayed = ruledAtTheAnswer(Ruling.delay(Duration.ofMillis(50)));
    assertThat(delayed.message()).isEqualTo(WELL);
  }

  @Test
  void anAnswerCanBeDropped() throws Exception {
    ByteClient.Outgoing call = ruledAtTheAnswer(Ruling.drop());
    tried.awaitLine("forwarded reply-dropped OK");

    assertThat(call.status).isNotDone();
  }

  @Test
  void anErrorCanStandInForAnAnswer() throws Exception {
    ByteClient.Outgoing call = ruledAtTheAnswer(Ruling.fail("UNAVAILABLE", "gone"));

    assertThat(call.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    tried.awaitLine("forwarded reply-dropped OK");
  }

  @Test
  void anInterceptorThatFailsLetsAllPass() throws Exception {
    tried.proxy.intercept(
        passage -> {
          throw new IllegalStateException("the test");
        });
    ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
    tried.peer.next().answer(WELL);

    assertThat(call.message()).isEqualTo(WELL);
  }

  private ByteClient.Outgoing ruledAtTheRequest(Ruling ruling) {
    tried.proxy.intercept(ruling(ruling));
    return tried.worker.call(ECHO, HELLO);
  }

  private Interceptor ruling(Ruling ruling) {
    return passage -> {
      seen.add(passage);
      return ruling;
    };
  }

  private ByteClient.Outgoing ruledAtTheAnswer(Ruling ruling) throws Exception {
    tried.proxy.intercept(
        new Interceptor() {
          @Override
          public Ruling request(Passage passage) {
            return Ruling.pass();
          }

          @Override
          public Ruling reply(Passage passage) {
            seen.add(passage);
            assertThat(passage.answer()).isPresent();
            return ruling;
          }
        });
    ByteClient.Outgoing call = tried.worker.call(ECHO, HELLO);
    tried.peer.next().answer(WELL);
    return call;
  }

  private Passage passage() throws InterruptedException {
    Passage passage = seen.poll(20, TimeUnit.SECONDS);
    if (passage == null) {
      throw new AssertionError("no message passed");
    }
    return passage;
  }
}
