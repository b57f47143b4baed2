package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedResponse;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StickyDrainTest {
  // Nothing here waits for it: a queue says by an empty answer that it is empty.
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final ProcessIdentity DEAD = new ProcessIdentity(4711, 1, "boot", "pid:[1]");

  private FakeServer server;
  private WorkflowServiceStubs stubs;
  private StickyDrain drain;

  @BeforeEach
  void connect() throws IOException {
    server = new FakeServer();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    drain = new StickyDrain(stubs, new Reaper(stubs, "heir@host"), "heir@host", LONG);
  }

  @AfterEach
  void close() {
    stubs.shutdownNow();
    server.close();
  }

  @Test
  void whatLiesInItIsGivenBackAndItIsShutDownAnew() throws InterruptedException {
    server.answer(
        task("one").build(),
        RespondWorkflowTaskFailedResponse.getDefaultInstance(),
        task("two").build(),
        RespondWorkflowTaskFailedResponse.getDefaultInstance(),
        PollWorkflowTaskQueueResponse.getDefaultInstance());

    drain.drain(DEAD, Samples.sticky("sticky", ""));

    assertThat(server.asked(PollWorkflowTaskQueueRequest.class))
        .allSatisfy(poll -> assertThat(poll.getTaskQueue().getName()).isEqualTo("sticky"));
    assertThat(server.asked(RespondWorkflowTaskFailedRequest.class))
        .extracting(request -> request.getTaskToken().toStringUtf8())
        .containsExactly("one", "two");
    awaitShutdown();
  }

  @Test
  void aQueryIsNoTaskToGiveBack() throws InterruptedException {
    server.answer(
        task("query").setQuery(WorkflowQuery.newBuilder().setQueryType("state")).build(),
        PollWorkflowTaskQueueResponse.getDefaultInstance());

    drain.drain(DEAD, Samples.sticky("sticky", ""));

    assertThat(server.asked(RespondWorkflowTaskFailedRequest.class)).isEmpty();
    awaitShutdown();
  }

  @Test
  void aServerThatWillNotIsNotAskedAgain() throws InterruptedException {
    server.answer(Status.PERMISSION_DENIED);

    drain.drain(DEAD, Samples.sticky("sticky", ""));

    assertThat(server.asked(PollWorkflowTaskQueueRequest.class)).hasSize(1);
    awaitShutdown();
  }

  @Test
  void aQueueOfWhichNothingComesIsShutDown() throws InterruptedException {
    new StickyDrain(stubs, new Reaper(stubs, "heir@host"), "heir@host", Duration.ofMillis(1))
        .drain(DEAD, Samples.sticky("sticky", ""));

    awaitShutdown();
  }

  @Test
  void aVersionedQueueIsLeftToItsTimeout() throws InterruptedException {
    drain.drain(DEAD, Samples.sticky("sticky", "orders/2"));

    assertThat(server.asked(PollWorkflowTaskQueueRequest.class)).isEmpty();
  }

  private void awaitShutdown() {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(server.asked(ShutdownWorkerRequest.class))
                    .singleElement()
                    .satisfies(
                        request -> assertThat(request.getStickyTaskQueue()).isEqualTo("sticky")));
  }

  private static PollWorkflowTaskQueueResponse.Builder task(String token) {
    return PollWorkflowTaskQueueResponse.newBuilder().setTaskToken(ByteString.copyFromUtf8(token));
  }
}
