package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionConfig;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ReaperTest {
  private static final ProcessIdentity DEAD = new ProcessIdentity(4711, 1, "boot", "pid:[1]");

  private FakeServer server;
  private WorkflowServiceStubs stubs;
  private Reaper reaper;

  @BeforeEach
  void connect() throws IOException {
    server = new FakeServer();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    reaper = new Reaper(stubs, "heir@host");
  }

  @AfterEach
  void close() {
    stubs.shutdownNow();
    server.close();
  }

  @Test
  void tasksAreFailedByTheirTokensAndQueuesShutDown() throws InterruptedException {
    reaper.reap(
        DEAD,
        List.of(Samples.workflowTask("w"), Samples.activity("a"), Samples.sticky("sticky", "")));

    assertThat(server.asked(RespondWorkflowTaskFailedRequest.class))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getTaskToken().toStringUtf8()).isEqualTo("w");
              assertThat(request.getNamespace()).isEqualTo("default");
              assertThat(request.getIdentity()).isEqualTo("heir@host");
            });
    assertThat(server.asked(RespondActivityTaskFailedRequest.class))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getTaskToken().toStringUtf8()).isEqualTo("a");
              assertThat(request.getFailure().getMessage()).contains("4711");
              var info = request.getFailure().getApplicationFailureInfo();
              assertThat(info.getType()).isEqualTo(CrashRecovery.WORKER_DIED);
              // 0 would fail the activity for good.
              assertThat(Durations.toMillis(info.getNextRetryDelay())).isEqualTo(1);
              assertThat(info.getNonRetryable()).isFalse();
            });
    assertThat(server.asked(ShutdownWorkerRequest.class))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getStickyTaskQueue()).isEqualTo("sticky");
              assertThat(request.getWorkerInstanceKey()).isEqualTo("key");
              assertThat(request.getIdentity()).isEqualTo("worker@host");
            });
  }

  @Test
  void anAttemptAfterManyIsRetriedByItsPolicysInterval() throws InterruptedException {
    reaper.reap(DEAD, List.of(Samples.activity("a", 4, 0, "")));

    assertThat(server.asked(RespondActivityTaskFailedRequest.class))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.getFailure().getApplicationFailureInfo().hasNextRetryDelay())
                    .isFalse());
  }

  @Test
  void whatIsSparedIsNotAskedFor() throws InterruptedException {
    assertThat(
            reaper.reap(
                DEAD,
                List.of(
                    Samples.activity("a", 1, 0, "it is its last attempt"),
                    Samples.activity("b", 1, System.currentTimeMillis(), ""),
                    // Its policy's interval may be longer than what is left, and then it is its
                    // last.
                    Samples.activity("c", 4, System.currentTimeMillis() + 3_600_000, ""),
                    Samples.workflowTask("d", 4))))
        .isEmpty();

    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).isEmpty();
    assertThat(server.asked(RespondWorkflowTaskFailedRequest.class)).isEmpty();
  }

  @Test
  void anAttemptWhoseCancellationWasAskedForIsLeft() throws InterruptedException {
    server.describe(
        pending("another", PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED),
        pending("activity-1", PendingActivityState.PENDING_ACTIVITY_STATE_STARTED));
    assertThat(reaper.reap(DEAD, List.of(Samples.activity("a")))).isEmpty();
    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(1);

    server.describe(
        pending("activity-1", PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED));
    assertThat(reaper.reap(DEAD, List.of(Samples.activity("b")))).isEmpty();
    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(1);
  }

  // In seconds; 0 where there is none. A schedule-to-start that is not given the server fills.
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 1",
    "0, 60, 60, 60, 1",
    "10, 0, 0, 0, 0",
    "10, 60, 0, 0, 0",
    "10, 60, 60, 60, 0",
    "60, 60, 0, 0, 1",
    "60, 0, 60, 0, 1",
    "60, 0, 0, 60, 1",
    "60, 60, 60, 60, 1"
  })
  void anAttemptWithAScheduleToStartOfItsOwnIsLeft(
      long start, long close, long run, long execution, int reaped) throws InterruptedException {
    server.describe(
        DescribeWorkflowExecutionResponse.newBuilder()
            .setExecutionConfig(
                WorkflowExecutionConfig.newBuilder()
                    .setWorkflowRunTimeout(Durations.fromSeconds(run))
                    .setWorkflowExecutionTimeout(Durations.fromSeconds(execution)))
            .addPendingActivities(
                PendingActivityInfo.newBuilder()
                    .setActivityId("activity-1")
                    .setActivityOptions(
                        ActivityOptions.newBuilder()
                            .setScheduleToStartTimeout(Durations.fromSeconds(start))
                            .setScheduleToCloseTimeout(Durations.fromSeconds(close))))
            .build());

    assertThat(reaper.reap(DEAD, List.of(Samples.activity("a")))).isEmpty();

    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(reaped);
  }

  private static PendingActivityInfo pending(String id, PendingActivityState state) {
    return PendingActivityInfo.newBuilder().setActivityId(id).setState(state).build();
  }

  @Test
  void whatAServerThatStaysAwayNeverHeardOfIsLeftForTheNext() throws InterruptedException {
    server.answer(Status.UNAVAILABLE, Status.UNAUTHENTICATED, Status.UNAVAILABLE);
    server.describe(Status.UNAVAILABLE);
    Held task = Samples.workflowTask("w");
    Held activity = Samples.activity("a");

    assertThat(
            new Reaper(stubs, "heir@host", Duration.ofMillis(1), Duration.ofMillis(1))
                .reap(DEAD, List.of(activity, task)))
        .containsExactly(activity, task);
  }

  @Test
  void whatTheServerKnowsNoMoreIsLeft() throws InterruptedException {
    server.answer(Status.NOT_FOUND);

    assertThat(reaper.reap(DEAD, List.of(Samples.activity("a")))).isEmpty();

    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(1);
  }

  @Test
  void aServerThatIsAwayIsAskedAgain() throws InterruptedException {
    server.answer(Status.UNAVAILABLE, Status.UNAVAILABLE);

    assertThat(reaper.reap(DEAD, List.of(Samples.activity("a")))).isEmpty();

    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(3);
  }

  @Test
  void aServerThatLetsItInByTheNextKeyIsAskedAgain() throws InterruptedException {
    server.answer(Status.UNAUTHENTICATED, Status.PERMISSION_DENIED);

    assertThat(reaper.reap(DEAD, List.of(Samples.workflowTask("w")))).isEmpty();

    assertThat(server.asked(RespondWorkflowTaskFailedRequest.class)).hasSize(3);
  }

  @Test
  void whatItIsNotLetInForIsSoonLeftToOthers() throws InterruptedException {
    server.answer(Status.PERMISSION_DENIED);
    Held task = Samples.workflowTask("w");

    assertThat(
            new Reaper(stubs, "heir@host", Duration.ofHours(1), Duration.ZERO)
                .reap(DEAD, List.of(task)))
        .containsExactly(task);

    assertThat(server.asked(RespondWorkflowTaskFailedRequest.class)).hasSize(1);
  }

  @Test
  void overAConnectionThatIsShutDownNothingIsTriedAgain() throws InterruptedException {
    assertThat(reaper.reap(DEAD, List.of(Samples.workflowTask("before")))).isEmpty();
    Held task = Samples.workflowTask("w");
    Held activity = Samples.activity("a");

    stubs.shutdownNow();

    assertThat(reaper.reap(DEAD, List.of(task, activity))).containsExactly(task, activity);
  }

  @Test
  void whatFailsBeforeItIsSentIsTriedAgain() throws InterruptedException {
    Set<String> failing = ConcurrentHashMap.newKeySet();
    failing.add(WorkflowServiceGrpc.getDescribeWorkflowExecutionMethod().getFullMethodName());
    failing.add(WorkflowServiceGrpc.getRespondActivityTaskFailedMethod().getFullMethodName());
    failing.add(WorkflowServiceGrpc.getRespondWorkflowTaskFailedMethod().getFullMethodName());
    stubs.shutdownNow();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(server.address())
                .addGrpcClientInterceptor(failingOnce(failing))
                .build());

    assertThat(
            new Reaper(stubs, "heir@host")
                .reap(DEAD, List.of(Samples.activity("a"), Samples.workflowTask("w"))))
        .isEmpty();

    assertThat(failing).isEmpty();
    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(1);
    assertThat(server.asked(RespondWorkflowTaskFailedRequest.class)).hasSize(1);
  }

  /** Fails in each of these calls once, as what gives headers may, with what is no status. */
  private static ClientInterceptor failingOnce(Set<String> calls) {
    return new ClientInterceptor() {
      @Override
      public <Q, P> ClientCall<Q, P> interceptCall(
          MethodDescriptor<Q, P> call, CallOptions options, Channel next) {
        if (calls.remove(call.getFullMethodName())) {
          throw new IllegalStateException("there is no key yet");
        }
        return next.newCall(call, options);
      }
    };
  }

  @Test
  void aServerThatIsNotThereYetGetsAllBackOnceItIs() throws Exception {
    server.close();
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    stubs.shutdownNow();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    FutureTask<List<Held>> reaping =
        new FutureTask<>(
            () ->
                new Reaper(stubs, "heir@host")
                    .reap(DEAD, List.of(Samples.activity("a"), Samples.sticky("sticky", ""))));
    new Thread(reaping, "reaping").start();

    server = new FakeServer(port);

    assertThat(reaping.get()).isEmpty();
    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(1);
    assertThat(server.asked(ShutdownWorkerRequest.class)).hasSize(1);
  }

  @Test
  void eachOutcomeIsCountedByKind() throws InterruptedException {
    Counts counts = new Counts();
    stubs.shutdownNow();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(server.address())
                .setMetricsScope(counts.scope())
                .build());

    new Reaper(stubs, "heir@host")
        .reap(
            DEAD,
            List.of(
                Samples.activity("a"),
                Samples.activity("b", 1, 0, "it is its last attempt"),
                Samples.workflowTask("w")));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(counts.all())
                    .containsEntry(
                        CrashRecovery.METRIC + "{kind=activity_task, outcome=reaped}", 1L)
                    .containsEntry(
                        CrashRecovery.METRIC + "{kind=activity_task, outcome=spared}", 1L)
                    .containsEntry(
                        CrashRecovery.METRIC + "{kind=workflow_task, outcome=reaped}", 1L));
  }

  @Test
  void manyAreReapedEachOnce() throws InterruptedException {
    List<Held> many =
        IntStream.range(0, 200).<Held>mapToObj(i -> Samples.activity("a" + i)).toList();

    reaper.reap(DEAD, many);

    assertThat(server.asked(RespondActivityTaskFailedRequest.class))
        .extracting(request -> request.getTaskToken().toStringUtf8())
        .doesNotHaveDuplicates()
        .hasSize(200);
  }
}
