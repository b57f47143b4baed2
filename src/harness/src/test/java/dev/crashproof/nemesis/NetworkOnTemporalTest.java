package dev.crashproof.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireExchanges;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.temporal.TemporalInterposer;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A frontend that answers completions at once, and polls when it is told to. */
class NetworkOnTemporalTest {
  private static final Duration LATE = Duration.ofMillis(50);

  private final Recorder recorder = new Recorder();
  private final BlockingQueue<StreamObserver<PollActivityTaskQueueResponse>> polls =
      new LinkedBlockingQueue<>();
  private final AtomicInteger completions = new AtomicInteger();
  private final Network network = new Network("worker", 1);

  @SuppressWarnings("NullAway.Init")
  private Server frontend;

  @SuppressWarnings("NullAway.Init")
  private TemporalInterposer wire;

  @SuppressWarnings("NullAway.Init")
  private ManagedChannel channel;

  @SuppressWarnings("NullAway.Init")
  private WorkflowServiceFutureStub worker;

  @BeforeEach
  void start() throws IOException {
    frontend =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(new Frontend())
            .build()
            .start();
    wire =
        TemporalInterposer.start(
            "worker", Bind.loopback(), "127.0.0.1:" + frontend.getPort(), recorder);
    wire.intercept(network);
    channel = Grpc.newChannelBuilder(wire.address(), InsecureChannelCredentials.create()).build();
    worker = WorkflowServiceGrpc.newFutureStub(channel);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    wire.close();
    frontend.shutdownNow();
  }

  @Test
  void whatACutHeldArrivesWhenItHeals() throws Exception {
    var poll = poll();
    StreamObserver<PollActivityTaskQueueResponse> open = nextPoll();
    network.cut();
    answer(open, "t1");
    var completion = complete("t0");
    await().until(() -> network.struck().held() == 2);
    awaitSteps("forwarded reply-held", "held");
    assertThat(poll).isNotDone();
    assertThat(completion).isNotDone();
    assertThat(completions).hasValue(0);
    network.heal();

    assertThat(result(poll).getTaskToken().toStringUtf8()).isEqualTo("t1");
    result(completion);
    assertThat(completions).hasValue(1);
  }

  @Test
  void whatACutHeldNeverArrivesWhenTheConnectionsBreak() throws Exception {
    var poll = poll();
    StreamObserver<PollActivityTaskQueueResponse> open = nextPoll();
    network.cut();
    answer(open, "t1");
    var completion = complete("t0");
    var second = poll();
    awaitSteps("forwarded reply-held", "held", "held");
    network.healBroken(List.of(wire));

    assertUnavailable(poll);
    assertUnavailable(completion);
    assertUnavailable(second);
    awaitSteps(
        "forwarded reply-held reply-dropped abandoned",
        "held dropped abandoned",
        "held dropped abandoned");
    assertThat(network.struck()).isEqualTo(new Tally(3, 3, 0, 0));
    assertItWorks();
    assertThat(completions).hasValue(1);
  }

  @Test
  void repliesAreLostToCallsAndToPollsThatWereOpen() throws Exception {
    var poll = poll();
    StreamObserver<PollActivityTaskQueueResponse> open = nextPoll();
    network.repliesLost();
    var completion = complete("t0");
    answer(open, "t1");
    awaitSteps("forwarded reply-dropped", "forwarded reply-dropped");
    assertThat(completions).hasValue(1);
    assertThat(poll).isNotDone();
    assertThat(completion).isNotDone();
    network.healBroken(List.of(wire));

    assertUnavailable(poll);
    assertUnavailable(completion);
    assertThat(network.struck()).isEqualTo(new Tally(0, 2, 0, 0));
    assertItWorks();
  }

  @Test
  void slowIsLateEachWay() throws Exception {
    network.slow(LATE);
    long before = System.nanoTime();
    result(complete("t0"));

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(LATE.multipliedBy(2));
    awaitSteps("delayed forwarded reply-held delivered");
    assertThat(network.struck()).isEqualTo(new Tally(0, 0, 2, 0));
  }

  @Test
  void anUnreachableFrontendFailsCallsAndOpenPolls() throws Exception {
    var poll = poll();
    StreamObserver<PollActivityTaskQueueResponse> open = nextPoll();
    network.frontendDown();
    assertUnavailable(complete("t0"));
    answer(open, "t1");
    assertUnavailable(poll);

    assertThat(completions).hasValue(0);
    assertThat(network.struck()).isEqualTo(new Tally(0, 0, 0, 2));
    network.heal();
    assertItWorks();
  }

  @Test
  void theNextStartHasAGoodNetwork() throws Exception {
    network.cut();
    wire.tenant(2);

    assertItWorks();
    assertThat(network.struck().none()).isTrue();
  }

  private ListenableFuture<PollActivityTaskQueueResponse> poll() {
    return worker.pollActivityTaskQueue(PollActivityTaskQueueRequest.getDefaultInstance());
  }

  private ListenableFuture<RespondActivityTaskCompletedResponse> complete(String token) {
    return worker.respondActivityTaskCompleted(
        RespondActivityTaskCompletedRequest.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8(token))
            .build());
  }

  private StreamObserver<PollActivityTaskQueueResponse> nextPoll() throws InterruptedException {
    var next = polls.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no poll came");
    }
    return next;
  }

  private static void answer(StreamObserver<PollActivityTaskQueueResponse> poll, String token) {
    poll.onNext(
        PollActivityTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8(token))
            .build());
    poll.onCompleted();
  }

  private void assertItWorks() throws Exception {
    var poll = poll();
    answer(nextPoll(), "t9");
    assertThat(result(poll).getTaskToken().toStringUtf8()).isEqualTo("t9");
    result(complete("t9"));
  }

  private static <T> T result(ListenableFuture<T> call) throws Exception {
    return call.get(20, TimeUnit.SECONDS);
  }

  private static void assertUnavailable(ListenableFuture<?> call) {
    assertThatThrownBy(() -> result(call))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  /** Waits until the exchanges, by arrival, have come to these steps. */
  private void awaitSteps(String... lines) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(WireExchanges.of(recorder.history()))
                    .extracting(NetworkOnTemporalTest::steps)
                    .containsExactly(lines));
  }

  private static String steps(WireExchange exchange) {
    return String.join(
        " ",
        exchange.steps().stream()
            .map(op -> WireOp.step(op).map(Step::word).orElseThrow())
            .toList());
  }

  private final class Frontend extends WorkflowServiceImplBase {
    @Override
    public void pollActivityTaskQueue(
        PollActivityTaskQueueRequest request,
        StreamObserver<PollActivityTaskQueueResponse> answer) {
      polls.add(answer);
    }

    @Override
    public void respondActivityTaskCompleted(
        RespondActivityTaskCompletedRequest request,
        StreamObserver<RespondActivityTaskCompletedResponse> answer) {
      completions.incrementAndGet();
      answer.onNext(RespondActivityTaskCompletedResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }
}
