package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.process.Child;
import dev.crashproof.process.Readiness;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.suite.fixtures.stranger.Errand;
import dev.crashproof.suite.fixtures.stranger.StrangersWorker;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recovery library in a worker that is not ours: the plain SDK with its default options, one
 * dependency and one line more.
 */
@ExtendWith(SuiteExtension.class)
@Order(10)
class StrangersWorkerIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Readiness POLLS = Readiness.output("the stranger polls");
  private static final Readiness WORKS = Readiness.output("attempt 1");

  private final SuiteRun suite;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  StrangersWorkerIT(SuiteRun suite) {
    this.suite = suite;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(suite.environment().temporalAddress())
                .build());
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setNamespace(suite.namespace().name()).build());
  }

  @BeforeEach
  void needsARealServer() {
    assumeTrue(suite.depth().aside(), "left out at this depth");
    assumeTrue(suite.sticky(), "UNSUPPORTED: recovery needs a real Temporal server");
  }

  @AfterEach
  void close() {
    stubs.shutdownNow();
  }

  @Test
  void killedMidActivityAndStartedAgainItGivesTheAttemptBack(@TempDir Path place)
      throws TimeoutException {
    try (WorkerProcess worker = worker("stranger-restart", place)) {
      WorkflowStub errand = atWork(worker, "stranger-restart");

      worker.kill();
      started(worker);

      assertThat(errand.getResult(BOUND.toSeconds(), TimeUnit.SECONDS, String.class))
          .isEqualTo("attempt 2");
      assertThat(lastFailure(events(errand))).isEqualTo("CrashproofWorkerDied");
    }
  }

  @Test
  void killedMidActivityALivingPeerGivesTheAttemptBack(@TempDir Path place)
      throws TimeoutException {
    try (WorkerProcess worker = worker("stranger-peer", place);
        WorkerProcess peer = worker("stranger-peer-living", "stranger-peer", place)) {
      WorkflowStub errand = atWork(worker, "stranger-peer");
      started(peer);

      worker.kill();

      assertThat(errand.getResult(BOUND.toSeconds(), TimeUnit.SECONDS, String.class))
          .isEqualTo("attempt 2");
      assertThat(lastFailure(events(errand))).isEqualTo("CrashproofWorkerDied");
    }
  }

  @Test
  void pausedItIsNotReaped(@TempDir Path place) {
    try (WorkerProcess worker = worker("stranger-paused", "stranger-paused", place);
        WorkerProcess peer = worker("stranger-paused-living", "stranger-paused", place)) {
      WorkflowStub errand = atWork(worker, "stranger-paused");
      started(peer);

      worker.child().pause();

      // The next attempt may go to a poll of the paused one: whoever has it, it is the second.
      await().atMost(BOUND).until(() -> pending(errand).getAttempt() == 2);
      assertThat(pending(errand).getLastFailure().getTimeoutFailureInfo().getTimeoutType())
          .isEqualTo(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE);
      worker.child().resume();
    }
  }

  @Test
  void killedWhileItsWorkflowWaitsTheNextGoesOnInItsName(@TempDir Path place)
      throws TimeoutException {
    try (WorkerProcess worker = worker("stranger-waits", place)) {
      started(worker);
      WorkflowStub errand = start("stranger-waits", true);
      awaitFirstTask(errand);

      worker.kill();
      errand.signal("go");
      started(worker);

      assertThat(errand.getResult(BOUND.toSeconds(), TimeUnit.SECONDS, String.class))
          .isEqualTo("told");
      assertThat(timedOutTasks(errand)).isZero();
    }
  }

  @Test
  void whatCameIntoTheDeadOnesQueueBeforeAnybodyKnewIsGivenBack(@TempDir Path place)
      throws TimeoutException {
    try (WorkerProcess worker = worker("stranger-drain", place);
        WorkerProcess peer = worker("stranger-drain-living", "stranger-drain", place)) {
      started(worker);
      WorkflowStub errand = start("stranger-drain", true);
      awaitFirstTask(errand);
      Child living = started(peer);

      // Nobody can tell the server of the death before the signal is there.
      living.pause();
      worker.kill();
      errand.signal("go");
      living.resume();

      assertThat(errand.getResult(BOUND.toSeconds(), TimeUnit.SECONDS, String.class))
          .isEqualTo("told");
      assertThat(timedOutTasks(errand)).isZero();
      assertThat(events(errand))
          .anySatisfy(
              event ->
                  assertThat(event.getWorkflowTaskFailedEventAttributes().getCause())
                      .isEqualTo(
                          WorkflowTaskFailedCause
                              .WORKFLOW_TASK_FAILED_CAUSE_RESET_STICKY_TASK_QUEUE));
    }
  }

  private WorkerProcess worker(String queue, Path place) {
    return worker(queue, queue, place);
  }

  private WorkerProcess worker(String name, String queue, Path place) {
    WorkerCommand command =
        WorkerCommand.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StrangersWorker.class.getName())
            .with("RECOVERY_DIRECTORY", place.resolve("journals").toString());
    return suite.process(name, suite.placed(command, queue));
  }

  private static Child started(WorkerProcess worker) {
    Child child = worker.start();
    child.awaitReady(POLLS, BOUND);
    return child;
  }

  /** An errand whose first attempt runs in this worker, for as long as nobody ends it. */
  private WorkflowStub atWork(WorkerProcess worker, String queue) {
    Child child = started(worker);
    WorkflowStub errand = start(queue, false);
    child.awaitReady(WORKS, BOUND);
    return errand;
  }

  private WorkflowStub start(String queue, boolean waits) {
    WorkflowStub errand =
        client.newUntypedWorkflowStub(
            Errand.class.getSimpleName(),
            WorkflowOptions.newBuilder().setTaskQueue(queue).setWorkflowId(queue).build());
    errand.start(waits);
    return errand;
  }

  private void awaitFirstTask(WorkflowStub errand) {
    await()
        .atMost(BOUND)
        .until(
            () ->
                events(errand).stream()
                    .anyMatch(
                        event ->
                            event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
  }

  private long timedOutTasks(WorkflowStub errand) {
    return events(errand).stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT)
        .count();
  }

  private static String lastFailure(List<HistoryEvent> events) {
    return events.stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .reduce((before, last) -> last)
        .orElseThrow()
        .getActivityTaskStartedEventAttributes()
        .getLastFailure()
        .getApplicationFailureInfo()
        .getType();
  }

  private PendingActivityInfo pending(WorkflowStub errand) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(suite.namespace().name())
                .setExecution(errand.getExecution())
                .build())
        .getPendingActivities(0);
  }

  private List<HistoryEvent> events(WorkflowStub errand) {
    return client.fetchHistory(errand.getExecution().getWorkflowId()).getHistory().getEventsList();
  }
}
