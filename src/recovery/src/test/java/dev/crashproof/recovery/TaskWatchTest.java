package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.deployment.v1.WorkerDeploymentOptions;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.taskqueue.v1.StickyExecutionAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noted of which calls, by the journal's file. */
class TaskWatchTest {
  private static final ByteString TOKEN = ByteString.copyFromUtf8("token");

  private final List<Held.StickyQueue> disowned = new ArrayList<>();
  private final StickyNames names = new StickyNames(disowned::add);
  private FakeServer server;
  private WorkflowServiceStubs stubs;
  private WorkflowServiceBlockingStub service;
  private Journal journal;

  @BeforeEach
  void connect(@TempDir Path place) throws IOException {
    server = new FakeServer();
    journal = Workplace.open(place.resolve("journals")).begin();
    stubs = watched(Set.of("Transfer money")::contains);
    service = stubs.blockingStub();
  }

  private WorkflowServiceStubs watched(Predicate<String> spared) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(server.address())
            .addGrpcClientInterceptor(new TaskWatch(() -> journal, names, new Sparing(spared)))
            .build());
  }

  @AfterEach
  void close() {
    stubs.shutdownNow();
    server.close();
  }

  @Test
  void aPolledTaskIsHeldUntilItsAnswerIsTaken() throws IOException {
    server.answer(workflowTask(TOKEN));
    service.pollWorkflowTaskQueue(poll());
    assertThat(held()).hasSize(1);

    answerWorkflowTask(TOKEN);

    assertThat(held()).isEmpty();
  }

  @Test
  void anAnswerThatDidNotArriveSettlesNothing() throws IOException {
    server.answer(workflowTask(TOKEN), Status.UNAVAILABLE);
    service.pollWorkflowTaskQueue(poll());

    assertThatThrownBy(() -> answerWorkflowTask(TOKEN)).isInstanceOf(StatusRuntimeException.class);

    assertThat(held()).hasSize(1);
  }

  @Test
  void aTaskThatTheServerKnowsNoMoreIsSettled() throws IOException {
    server.answer(workflowTask(TOKEN), Status.NOT_FOUND);
    service.pollWorkflowTaskQueue(poll());

    assertThatThrownBy(() -> answerWorkflowTask(TOKEN)).isInstanceOf(StatusRuntimeException.class);

    assertThat(held()).isEmpty();
  }

  @Test
  void whatTheAnswerToAWorkflowTaskBringsIsHeldAsIfItHadBeenPolled() throws IOException {
    ByteString next = ByteString.copyFromUtf8("next");
    server.answer(
        workflowTask(TOKEN),
        RespondWorkflowTaskCompletedResponse.newBuilder()
            .setWorkflowTask(workflowTask(next))
            .addActivityTasks(activity().build())
            .build());
    service.pollWorkflowTaskQueue(poll());

    answerWorkflowTask(TOKEN);

    assertThat(held()).extracting(Held::key).containsExactlyInAnyOrder(next, activityToken());
  }

  @Test
  void aTaskThatOnlyCarriesAQueryIsNotHeld() throws IOException {
    server.answer(workflowTask(TOKEN).toBuilder().setQuery(WorkflowQuery.newBuilder()).build());

    service.pollWorkflowTaskQueue(poll());

    assertThat(held()).isEmpty();
  }

  @Test
  void anEmptyPollIsNotHeld() throws IOException {
    server.answer(PollActivityTaskQueueResponse.getDefaultInstance());
    service.pollActivityTaskQueue(PollActivityTaskQueueRequest.getDefaultInstance());

    assertThat(held()).isEmpty();
  }

  @Test
  void aJournalThatCantBeWrittenHoldsNoTaskUp() throws IOException {
    journal = new Journal(Path.of("/dev/full"), journal.file());

    poll(activity());
    service.respondActivityTaskCompleted(
        RespondActivityTaskCompletedRequest.newBuilder().setTaskToken(activityToken()).build());

    assertThat(journal.disabled()).isTrue();
    assertThat(server.asked(RespondActivityTaskCompletedRequest.class)).hasSize(1);
  }

  @Test
  void aFaultOfTheWatchEndsNoCallAndIsToldOnce() throws IOException {
    stubs.shutdownNow();
    stubs =
        watched(
            type -> {
              throw new IllegalStateException("a fault");
            });
    service = stubs.blockingStub();

    try (Warnings warnings = new Warnings()) {
      server.answer(activity().build(), activity().build());
      assertThat(service.pollActivityTaskQueue(pollForActivities()).getTaskToken())
          .isEqualTo(activityToken());
      assertThat(service.pollActivityTaskQueue(pollForActivities()).getTaskToken())
          .isEqualTo(activityToken());

      assertThat(warnings.all()).singleElement().asString().contains("can't be noted");
    }
    assertThat(held()).isEmpty();
  }

  @Test
  void anActivityIsSettledByItsTokenOrByItsIds() throws IOException {
    poll(activity());
    service.respondActivityTaskCompleted(
        RespondActivityTaskCompletedRequest.newBuilder().setTaskToken(activityToken()).build());
    assertThat(held()).isEmpty();

    poll(activity());
    service.respondActivityTaskCompletedById(
        RespondActivityTaskCompletedByIdRequest.newBuilder()
            .setNamespace("default")
            .setWorkflowId("transfer-1")
            .setActivityId("activity-1")
            .build());
    assertThat(held()).isEmpty();
  }

  @Test
  void whoseCancellationWasAskedForIsLeftToTheServer() throws IOException {
    poll(activity());
    server.answer(
        RecordActivityTaskHeartbeatResponse.newBuilder().setCancelRequested(true).build());

    service.recordActivityTaskHeartbeat(
        RecordActivityTaskHeartbeatRequest.newBuilder().setTaskToken(activityToken()).build());

    assertThat(held()).isEmpty();
  }

  @Test
  void someAttemptsAreSparedAndTheJournalSaysWhy() throws IOException {
    assertThat(spared(activity())).isEmpty();
    assertThat(spared(activity().clearRetryPolicy())).isEqualTo("it has no retry policy");
    assertThat(
            spared(
                activity()
                    .setRetryPolicy(RetryPolicy.newBuilder().setMaximumAttempts(3))
                    .setAttempt(3)))
        .isEqualTo("it is its last attempt");
    assertThat(
            spared(
                activity()
                    .setRetryPolicy(RetryPolicy.newBuilder().setMaximumAttempts(3))
                    .setAttempt(2)))
        .isEmpty();
    assertThat(
            spared(
                activity()
                    .setRetryPolicy(
                        RetryPolicy.newBuilder()
                            .addNonRetryableErrorTypes("TemporalTimeout:StartToClose"))))
        .isEqualTo("its retry policy names TemporalTimeout:StartToClose as not to be retried");
    assertThat(
            spared(
                activity()
                    .setRetryPolicy(
                        RetryPolicy.newBuilder()
                            .addNonRetryableErrorTypes("CrashproofWorkerDied"))))
        .contains("CrashproofWorkerDied");
    assertThat(
            spared(activity().setActivityType(ActivityType.newBuilder().setName("Transfer money"))))
        .isEqualTo("its type is one of those that this worker leaves alone");
  }

  @Test
  void aWorkerGoesByTheStickyNameThatItInherits() throws IOException {
    Held.StickyQueue left = Samples.sticky("the dead one's", "");
    assertThat(names.leave(left)).isTrue();

    server.answer(PollWorkflowTaskQueueResponse.getDefaultInstance());
    service.pollWorkflowTaskQueue(sticky("its own", ""));
    service.respondWorkflowTaskCompleted(
        RespondWorkflowTaskCompletedRequest.newBuilder()
            .setTaskToken(TOKEN)
            .setStickyAttributes(
                StickyExecutionAttributes.newBuilder()
                    .setWorkerTaskQueue(TaskQueue.newBuilder().setName("its own")))
            .build());
    assertThat(held())
        .singleElement()
        .extracting(Held::key)
        .isEqualTo(ByteString.copyFromUtf8("the dead one's"));
    service.shutdownWorker(
        ShutdownWorkerRequest.newBuilder().setStickyTaskQueue("its own").build());

    assertThat(server.asked(PollWorkflowTaskQueueRequest.class))
        .extracting(request -> request.getTaskQueue().getName())
        .containsExactly("the dead one's");
    assertThat(server.asked(RespondWorkflowTaskCompletedRequest.class))
        .extracting(request -> request.getStickyAttributes().getWorkerTaskQueue().getName())
        .containsExactly("the dead one's");
    assertThat(server.asked(ShutdownWorkerRequest.class))
        .extracting(ShutdownWorkerRequest::getStickyTaskQueue)
        .containsExactly("the dead one's");
    assertThat(held()).isEmpty();
  }

  @Test
  void aWorkerOfAnotherVersionInheritsNothing() throws IOException {
    Held.StickyQueue left = Samples.sticky("the dead one's", "payments/1");
    assertThat(names.leave(left)).isTrue();

    server.answer(PollWorkflowTaskQueueResponse.getDefaultInstance());
    service.pollWorkflowTaskQueue(sticky("its own", "2"));

    assertThat(server.asked(PollWorkflowTaskQueueRequest.class))
        .extracting(request -> request.getTaskQueue().getName())
        .containsExactly("its own");
    assertThat(disowned).containsExactly(left);
  }

  private List<Held> held() throws IOException {
    return JournalFile.contents(journal.file()).held();
  }

  private String spared(PollActivityTaskQueueResponse.Builder task) throws IOException {
    poll(task);
    return ((Held.ActivityTask) held().get(0)).spared();
  }

  private void poll(PollActivityTaskQueueResponse.Builder task) {
    server.answer(task.build());
    service.pollActivityTaskQueue(pollForActivities());
  }

  private static PollActivityTaskQueueRequest pollForActivities() {
    return PollActivityTaskQueueRequest.newBuilder().setNamespace("default").build();
  }

  private void answerWorkflowTask(ByteString token) {
    service.respondWorkflowTaskCompleted(
        RespondWorkflowTaskCompletedRequest.newBuilder().setTaskToken(token).build());
  }

  private static PollWorkflowTaskQueueRequest poll() {
    return PollWorkflowTaskQueueRequest.newBuilder().setNamespace("default").build();
  }

  private static PollWorkflowTaskQueueRequest sticky(String name, String buildId) {
    PollWorkflowTaskQueueRequest.Builder poll =
        poll().toBuilder()
            .setTaskQueue(
                TaskQueue.newBuilder()
                    .setName(name)
                    .setNormalName("payments")
                    .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY));
    return buildId.isEmpty()
        ? poll.build()
        : poll.setDeploymentOptions(
                WorkerDeploymentOptions.newBuilder()
                    .setDeploymentName("payments")
                    .setBuildId(buildId))
            .build();
  }

  private static PollWorkflowTaskQueueResponse workflowTask(ByteString token) {
    return PollWorkflowTaskQueueResponse.newBuilder()
        .setTaskToken(token)
        .setAttempt(1)
        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId("transfer-1"))
        .build();
  }

  private static ByteString activityToken() {
    return ByteString.copyFromUtf8("activity's token");
  }

  private static PollActivityTaskQueueResponse.Builder activity() {
    return PollActivityTaskQueueResponse.newBuilder()
        .setTaskToken(activityToken())
        .setAttempt(1)
        .setActivityId("activity-1")
        .setActivityType(ActivityType.newBuilder().setName("Charge"))
        .setRetryPolicy(RetryPolicy.getDefaultInstance())
        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId("transfer-1"));
  }
}
