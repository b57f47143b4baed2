package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
            new Reaper(stubs, "heir@host", Duration.ofMillis(1))
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
