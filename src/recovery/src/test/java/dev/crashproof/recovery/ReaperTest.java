package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
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
                    Samples.activity("b", 1, System.currentTimeMillis(), ""))))
        .isTrue();

    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).isEmpty();
  }

  @Test
  void whatTheServerKnowsNoMoreIsLeft() throws InterruptedException {
    server.answer(Status.NOT_FOUND);

    assertThat(reaper.reap(DEAD, List.of(Samples.activity("a")))).isTrue();

    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(1);
  }

  @Test
  void aServerThatIsAwayIsAskedAgain() throws InterruptedException {
    server.answer(Status.UNAVAILABLE, Status.UNAVAILABLE);

    assertThat(reaper.reap(DEAD, List.of(Samples.activity("a")))).isTrue();

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
    FutureTask<Boolean> reaping =
        new FutureTask<>(
            () ->
                new Reaper(stubs, "heir@host")
                    .reap(DEAD, List.of(Samples.activity("a"), Samples.sticky("sticky", ""))));
    new Thread(reaping, "reaping").start();

    server = new FakeServer(port);

    assertThat(reaping.get()).isTrue();
    assertThat(server.asked(RespondActivityTaskFailedRequest.class)).hasSize(1);
    assertThat(server.asked(ShutdownWorkerRequest.class)).hasSize(1);
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
