package dev.crashproof.wire.temporal;

import static dev.crashproof.wire.temporal.Protos.activityPoll;
import static dev.crashproof.wire.temporal.Protos.activityTask;
import static dev.crashproof.wire.temporal.Protos.bytes;
import static dev.crashproof.wire.temporal.Protos.retries;
import static dev.crashproof.wire.temporal.Protos.stickyPoll;
import static dev.crashproof.wire.temporal.Protos.workflowPoll;
import static dev.crashproof.wire.temporal.Protos.workflowTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.Durations;
import dev.crashproof.history.Op;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireExchanges;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.temporal.FakeFrontend.Asked;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.temporal.api.taskqueue.v1.StickyExecutionAttributes;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedResponse;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls kept and taken back, tasks failed by token, sticky names inherited. */
class TemporalInterposerTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final Recorder recorder = new Recorder();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<Future<?>> sent = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private FakeFrontend server;

  @SuppressWarnings("NullAway.Init")
  private TemporalInterposer interposer;

  @SuppressWarnings("NullAway.Init")
  private WorkflowServiceFutureStub worker;

  @BeforeEach
  void start() throws IOException {
    server = new FakeFrontend();
    interposer = TemporalInterposer.start("worker", Bind.loopback(), server.address(), recorder);
    worker = newWorker();
  }

  @AfterEach
  void stop() {
    channels.forEach(ManagedChannel::shutdownNow);
    interposer.close();
    server.close();
  }

  private WorkflowServiceFutureStub newWorker() {
    ManagedChannel channel =
        Grpc.newChannelBuilder(interposer.address(), InsecureChannelCredentials.create()).build();
    channels.add(channel);
    Metadata headers = new Metadata();
    headers.put(FakeFrontend.AUTHORIZATION, "Bearer secret");
    return WorkflowServiceGrpc.newFutureStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Test
  void aTaskReachesTheWorkerAndIsOpenUntilAnswered() throws Exception {
    var poll = worker.pollWorkflowTaskQueue(workflowPoll());
    nextWorkflowPoll().answer(workflowTask("t1").build());

    assertThat(poll.get(20, TimeUnit.SECONDS).getTaskToken()).isEqualTo(bytes("t1"));
    assertThat(interposer.polling(1)).isTrue();
    assertThat(interposer.polling(2)).isFalse();
    assertThat(interposer.openTasks(1))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.kind()).isEqualTo(TaskKind.WORKFLOW);
              assertThat(task.workflowId()).isEqualTo("wf-1");
              assertThat(task.start()).isEqualTo(1);
            });
    assertThat(interposer.openTasks(2)).isEmpty();

    var done = worker.respondWorkflowTaskCompleted(completed("t1"));
    nextCompletion().answer(RespondWorkflowTaskCompletedResponse.getDefaultInstance());
    done.get(20, TimeUnit.SECONDS);
    assertThat(interposer.openTasks(1)).isEmpty();
    assertThat(exchanges())
        .extracting(WireExchange::call)
        .containsExactly("PollWorkflowTaskQueue", "RespondWorkflowTaskCompleted");
  }

  @Test
  void heldPollsGoOnWhenReleased() throws Exception {
    interposer.holdPolls();
    var workflowTask = worker.pollWorkflowTaskQueue(workflowPoll());
    var activityTask = worker.pollActivityTaskQueue(activityPoll());
    awaitSteps("held", "held");
    assertThat(server.waiting()).isZero();
    assertThat(interposer.polling(1)).isTrue();

    // What is no poll passes.
    var done = worker.respondWorkflowTaskCompleted(completed("t0"));
    nextCompletion().answer(RespondWorkflowTaskCompletedResponse.getDefaultInstance());
    done.get(20, TimeUnit.SECONDS);

    interposer.releasePolls();
    for (int i = 0; i < 2; i++) {
      answerPoll();
    }
    assertThat(workflowTask.get(20, TimeUnit.SECONDS).getTaskToken()).isEqualTo(bytes("t1"));
    assertThat(activityTask.get(20, TimeUnit.SECONDS).getTaskToken()).isEqualTo(bytes("a1"));
  }

  private void answerPoll() throws InterruptedException {
    Asked<Object, Object> poll = server.next(Object.class, Object.class);
    poll.answer(
        poll.request() instanceof PollWorkflowTaskQueueRequest
            ? workflowTask("t1").build()
            : activityTask("a1", 1).build());
  }

  @Test
  void aDeadWorkersHeldPollIsLetFall() throws Exception {
    interposer.holdPolls();
    var poll = worker.pollWorkflowTaskQueue(workflowPoll());
    awaitSteps("held");
    channels.get(0).shutdownNow();
    awaitSteps("held abandoned");
    interposer.releasePolls();

    interposer.tenant(2);
    var second = newWorker().pollWorkflowTaskQueue(workflowPoll());
    nextWorkflowPoll().answer(workflowTask("t1").build());
    assertThat(second.get(20, TimeUnit.SECONDS).getTaskToken()).isEqualTo(bytes("t1"));
    assertThat(server.waiting()).isZero();
    assertThat(poll.isDone()).isTrue();
    assertThat(interposer.openTasks(2)).hasSize(1);
  }

  @Test
  void oneStartsPollsAreHeldAlone() throws Exception {
    interposer.holdPolls(2);
    sent.add(worker.pollWorkflowTaskQueue(workflowPoll()));
    nextWorkflowPoll();
    interposer.tenant(2);
    sent.add(newWorker().pollWorkflowTaskQueue(workflowPoll()));
    awaitSteps("forwarded", "held");
    interposer.releasePolls(2);

    nextWorkflowPoll();
    awaitSteps("forwarded", "held forwarded");
  }

  @Test
  void withdrawnPollsEndAtTheServerWhileTheWorkerWaits() throws Exception {
    var workflowTask = worker.pollWorkflowTaskQueue(workflowPoll());
    var first = nextWorkflowPoll();
    var activityTask = worker.pollActivityTaskQueue(activityPoll());
    var second =
        server.next(PollActivityTaskQueueRequest.class, PollActivityTaskQueueResponse.class);

    assertThat(interposer.withdrawPolls(1, BOUND)).isEmpty();

    first.cancelled().get(20, TimeUnit.SECONDS);
    second.cancelled().get(20, TimeUnit.SECONDS);
    awaitSteps("forwarded withdrawn", "forwarded withdrawn");
    assertThat(workflowTask.isDone()).isFalse();
    assertThat(activityTask.isDone()).isFalse();

    // Further polls are kept.
    sent.add(worker.pollWorkflowTaskQueue(workflowPoll()));
    awaitSteps("forwarded withdrawn", "forwarded withdrawn", "held");
    assertThat(server.waiting()).isZero();
    assertThat(interposer.withdrawPolls(1, BOUND)).isEmpty();

    interposer.releasePolls();
    awaitSteps("forwarded withdrawn forwarded", "forwarded withdrawn forwarded", "held forwarded");
    for (int i = 0; i < 3; i++) {
      answerPoll();
    }
    assertThat(workflowTask.get(20, TimeUnit.SECONDS).getTaskToken()).isEqualTo(bytes("t1"));
    assertThat(activityTask.get(20, TimeUnit.SECONDS).getTaskToken()).isEqualTo(bytes("a1"));
  }

  @Test
  void aTaskThatComesWhilePollsAreWithdrawnIsNeverLostFromSight() throws Exception {
    // However the race goes, the books must be right.
    for (int round = 0; round < 20; round++) {
      String token = "race-" + round;
      var poll = worker.pollWorkflowTaskQueue(workflowPoll());
      var asked = nextWorkflowPoll();
      CompletableFuture<Void> answering =
          CompletableFuture.runAsync(() -> answerUnlessCancelled(asked, token));
      List<OpenTask> raced = interposer.withdrawPolls(1, BOUND);
      answering.get(20, TimeUnit.SECONDS);

      String fingerprint = Token.fingerprint(bytes(token));
      boolean known =
          interposer.openTasks(1).stream().anyMatch(task -> task.token().equals(fingerprint));
      if (!raced.isEmpty()) {
        assertThat(raced).extracting(OpenTask::token).containsExactly(fingerprint);
        assertThat(known).isTrue();
        assertThat(poll.isDone()).isFalse();
      } else if (known) {
        // It came before the withdrawal.
        assertThat(poll.get(20, TimeUnit.SECONDS).getTaskToken()).isEqualTo(bytes(token));
      } else {
        assertThat(poll.isDone()).isFalse();
      }
      int polls = round + 1;
      poll.cancel(true);
      // Else its releasing might come before its end.
      await().pollDelay(Duration.ZERO).until(() -> over(exchanges().get(polls - 1)));
      interposer.releasePolls();
    }
  }

  private static boolean over(WireExchange exchange) {
    return exchange.step(Step.ABANDONED).isPresent() || exchange.step(Step.DELIVERED).isPresent();
  }

  private static void answerUnlessCancelled(
      Asked<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse> asked, String token) {
    try {
      asked.answer(workflowTask(token).build());
    } catch (RuntimeException e) {
      // The poll was withdrawn before.
      assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.CANCELLED);
    }
  }

  @Test
  void aWorkflowTaskIsFailedByItsToken() throws Exception {
    sent.add(worker.pollWorkflowTaskQueue(workflowPoll()));
    nextWorkflowPoll().answer(workflowTask("t1").build());
    await().until(() -> interposer.openTasks(1).size() == 1);
    channels.get(0).shutdownNow();
    OpenTask task = interposer.openTasks(1).get(0);

    var failing = CompletableFuture.supplyAsync(() -> interposer.fail(task));
    var failed =
        server.next(
            RespondWorkflowTaskFailedRequest.class, RespondWorkflowTaskFailedResponse.class);
    assertThat(failed.request().getTaskToken()).isEqualTo(bytes("t1"));
    assertThat(failed.request().getNamespace()).isEqualTo("space");
    assertThat(failed.request().getIdentity()).isEqualTo("me@host");
    assertThat(failed.headers().get(FakeFrontend.AUTHORIZATION)).isEqualTo("Bearer secret");
    failed.answer(RespondWorkflowTaskFailedResponse.getDefaultInstance());

    assertThat(failing.get(20, TimeUnit.SECONDS).done()).isTrue();
    assertThat(interposer.openTasks(1)).isEmpty();
  }

  @Test
  void anActivityTaskIsFailedByItsTokenSoThatItIsRetriedAtOnce() throws Exception {
    OpenTask task = activity(activityTask("a1", 1).setRetryPolicy(retries(3)).build());

    var failing = CompletableFuture.supplyAsync(() -> interposer.fail(task));
    var failed = nextActivityFailure();
    var info = failed.request().getFailure().getApplicationFailureInfo();
    assertThat(failed.request().getTaskToken()).isEqualTo(bytes("a1"));
    assertThat(info.getType()).isEqualTo("CrashproofReaped");
    assertThat(info.getNonRetryable()).isFalse();
    assertThat(Durations.toMillis(info.getNextRetryDelay())).isEqualTo(1);
    failed.refuse(Status.NOT_FOUND);

    assertThat(failing.get(20, TimeUnit.SECONDS)).isEqualTo(new Reaping("NOT_FOUND"));
    assertThat(interposer.openTasks(1)).isEmpty();
  }

  @Test
  void aTaskThatCouldNotBeFailedStaysOpen() throws Exception {
    OpenTask task = activity(activityTask("a1", 1).build());

    var failing = CompletableFuture.supplyAsync(() -> interposer.fail(task));
    nextActivityFailure().refuse(Status.UNAVAILABLE);

    assertThat(failing.get(20, TimeUnit.SECONDS)).isEqualTo(new Reaping("UNAVAILABLE"));
    assertThat(interposer.openTasks(1)).containsExactly(task);
  }

  @Test
  void whatItsTimeoutWouldNotRetryIsLeftAlone() throws Exception {
    OpenTask last = activity(activityTask("a1", 3).setRetryPolicy(retries(3)).build());
    OpenTask never =
        activity(
            activityTask("a2", 1)
                .setRetryPolicy(retries(0, "TIMEOUT_TYPE_START_TO_CLOSE"))
                .build());
    OpenTask named =
        activity(activityTask("a3", 1).setRetryPolicy(retries(0, Reaping.FAILURE_TYPE)).build());

    assertThat(List.of(last, never, named))
        .allSatisfy(task -> assertThat(interposer.fail(task).refused()).isTrue());
    assertThat(server.waiting()).isZero();
    assertThat(interposer.openTasks(1)).hasSize(3);
  }

  @Test
  void aStrangersTaskIsRefused() {
    OpenTask strange =
        new OpenTask(TaskKind.ACTIVITY, 1, "wf", "run", "T", "id", "type", 1, 0, List.of(), "00");

    assertThatThrownBy(() -> interposer.fail(strange))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did not come through this interposer");
  }

  @Test
  void aSuccessorGoesByTheInheritedStickyName() throws Exception {
    assertThat(interposer.stickyQueue(1)).isEmpty();
    sent.add(worker.pollWorkflowTaskQueue(stickyPoll("dead-one")));
    assertThat(nextWorkflowPoll().request().getTaskQueue().getName()).isEqualTo("dead-one");
    String name = interposer.stickyQueue(1).orElseThrow();

    interposer.tenant(2);
    interposer.holdPolls(2);
    WorkflowServiceFutureStub second = newWorker();
    PollWorkflowTaskQueueRequest sticky =
        stickyPoll("own").toBuilder().setUnknownFields(unknown()).build();
    sent.add(second.pollWorkflowTaskQueue(sticky));
    await().until(() -> exchanges().size() == 2);
    assertThat(interposer.stickyQueue(2)).contains("own");
    interposer.inheritStickyQueue(2, name);
    assertThat(interposer.stickyQueue(2)).contains("dead-one");
    interposer.releasePolls(2);

    PollWorkflowTaskQueueRequest expected =
        sticky.toBuilder()
            .setTaskQueue(sticky.getTaskQueue().toBuilder().setName("dead-one"))
            .build();
    assertThat(nextWorkflowPoll().request()).isEqualTo(expected);
    await().until(() -> exchanges().get(1).step(Step.FORWARDED).isPresent());
    assertThat(exchanges().get(1).arrived().detail(WireOp.QUEUE)).contains("own");
    assertThat(exchanges().get(1).step(Step.FORWARDED).orElseThrow().detail(WireOp.QUEUE))
        .contains("dead-one");

    sent.add(second.pollWorkflowTaskQueue(workflowPoll()));
    assertThat(nextWorkflowPoll().request()).isEqualTo(workflowPoll());

    RespondWorkflowTaskCompletedRequest completed =
        completed("t1").toBuilder()
            .setUnknownFields(unknown())
            .setStickyAttributes(
                StickyExecutionAttributes.newBuilder()
                    .setWorkerTaskQueue(Protos.sticky("own"))
                    .setScheduleToStartTimeout(Durations.fromSeconds(5)))
            .build();
    sent.add(second.respondWorkflowTaskCompleted(completed));
    RespondWorkflowTaskCompletedRequest.Builder inherited = completed.toBuilder();
    inherited.getStickyAttributesBuilder().getWorkerTaskQueueBuilder().setName("dead-one");
    assertThat(nextCompletion().request()).isEqualTo(inherited.build());

    sent.add(
        second.shutdownWorker(
            ShutdownWorkerRequest.newBuilder()
                .setStickyTaskQueue("own")
                .setIdentity("me")
                .build()));
    assertThat(
            server
                .next(ShutdownWorkerRequest.class, ShutdownWorkerResponse.class)
                .request()
                .getStickyTaskQueue())
        .isEqualTo("dead-one");
  }

  private static UnknownFieldSet unknown() {
    return UnknownFieldSet.newBuilder()
        .addField(
            4711,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8("of a later version"))
                .build())
        .build();
  }

  private OpenTask activity(PollActivityTaskQueueResponse task) throws Exception {
    ListenableFuture<PollActivityTaskQueueResponse> poll =
        worker.pollActivityTaskQueue(activityPoll());
    server
        .next(PollActivityTaskQueueRequest.class, PollActivityTaskQueueResponse.class)
        .answer(task);
    poll.get(20, TimeUnit.SECONDS);
    String token = Token.fingerprint(task.getTaskToken());
    return interposer.openTasks(1).stream()
        .filter(open -> open.token().equals(token))
        .findFirst()
        .orElseThrow();
  }

  private Asked<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse> nextWorkflowPoll()
      throws InterruptedException {
    return server.next(PollWorkflowTaskQueueRequest.class, PollWorkflowTaskQueueResponse.class);
  }

  private Asked<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse>
      nextCompletion() throws InterruptedException {
    return server.next(
        RespondWorkflowTaskCompletedRequest.class, RespondWorkflowTaskCompletedResponse.class);
  }

  private Asked<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>
      nextActivityFailure() throws InterruptedException {
    return server.next(
        RespondActivityTaskFailedRequest.class, RespondActivityTaskFailedResponse.class);
  }

  private static RespondWorkflowTaskCompletedRequest completed(String token) {
    return RespondWorkflowTaskCompletedRequest.newBuilder()
        .setTaskToken(bytes(token))
        .setNamespace("space")
        .setIdentity("me@host")
        .build();
  }

  private List<WireExchange> exchanges() {
    return WireExchanges.of(recorder.history());
  }

  /** Waits until the exchanges, by arrival, have come to these steps. */
  private void awaitSteps(String... lines) {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(exchanges().stream().map(TemporalInterposerTest::steps).toList())
                    .containsExactly(lines));
  }

  private static String steps(WireExchange exchange) {
    return String.join(
        " ",
        exchange.steps().stream().map((Op op) -> WireOp.step(op).orElseThrow().word()).toList());
  }
}
