package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.process.Child;
import dev.crashproof.process.Readiness;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.suite.fixtures.stranger.Errand;
import dev.crashproof.suite.fixtures.stranger.Errand.Task;
import dev.crashproof.suite.fixtures.stranger.StrangersWorker;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Readiness WORKS = Readiness.output("^attempt 1");
  private static final Pattern TOKEN = Pattern.compile("^token (.+)$", Pattern.MULTILINE);

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
      WorkflowStub errand = atWork(worker, "stranger-restart", Task.WORK);

      worker.kill();
      started(worker);

      assertThat(result(errand)).isEqualTo("attempt 2");
      assertThat(lastFailure(events(errand))).isEqualTo("CrashproofWorkerDied");
    }
  }

  @Test
  void killedMidActivityALivingPeerGivesTheAttemptBack(@TempDir Path place)
      throws TimeoutException {
    try (WorkerProcess worker = worker("stranger-peer", place);
        WorkerProcess peer = worker("stranger-peer-living", "stranger-peer", place)) {
      WorkflowStub errand = atWork(worker, "stranger-peer", Task.WORK);
      started(peer);

      worker.kill();

      assertThat(result(errand)).isEqualTo("attempt 2");
      assertThat(lastFailure(events(errand))).isEqualTo("CrashproofWorkerDied");
    }
  }

  @Test
  void pausedItIsNotReaped(@TempDir Path place) {
    try (WorkerProcess worker = worker("stranger-paused", "stranger-paused", place);
        WorkerProcess peer = worker("stranger-paused-living", "stranger-paused", place)) {
      WorkflowStub errand = atWork(worker, "stranger-paused", Task.WORK);
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
  void anActivityThatIsLeftAloneWaitsForItsTimeout(@TempDir Path place) throws TimeoutException {
    try (WorkerProcess worker = worker("stranger-left-alone", place)) {
      WorkflowStub errand = atWork(worker, "stranger-left-alone", Task.WORK_LEFT_ALONE);

      worker.kill();
      started(worker);

      worker.child().awaitReady(Readiness.output("LeftAlone .* spared: its type is one"), BOUND);
      assertThat(result(errand)).isEqualTo("attempt 2");
      assertThat(lastStart(events(errand)).getLastFailure().getTimeoutFailureInfo())
          .extracting(TimeoutFailureInfo::getTimeoutType)
          .isEqualTo(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE);
    }
  }

  @Test
  void anActivityThatSomebodyElseCompletesOutlivesItsWorker(@TempDir Path place)
      throws IOException, TimeoutException {
    try (WorkerProcess worker = worker("stranger-of-another", place)) {
      Child first = started(worker);
      WorkflowStub errand = start("stranger-of-another", Task.WORK_OF_ANOTHER);
      first.awaitReady(Readiness.output("^token "), BOUND);
      await("the activity to return").atMost(BOUND).until(() -> activitiesHeld(place) == 0);

      worker.kill();
      started(worker);
      client.newActivityCompletionClient().complete(token(first), "done elsewhere");

      assertThat(result(errand)).isEqualTo("done elsewhere");
      assertThat(lastStart(events(errand)))
          .returns(1, ActivityTaskStartedEventAttributes::getAttempt)
          .returns(false, ActivityTaskStartedEventAttributes::hasLastFailure);
    }
  }

  @Test
  void killedWhileItsWorkflowWaitsTheNextGoesOnInItsName(@TempDir Path place)
      throws TimeoutException {
    try (WorkerProcess worker = worker("stranger-waits", place)) {
      started(worker);
      WorkflowStub errand = start("stranger-waits", Task.WAIT);
      awaitFirstTask(errand);

      worker.kill();
      errand.signal("go");
      started(worker);

      assertThat(result(errand)).isEqualTo("told");
      assertThat(timedOutTasks(errand)).isZero();
    }
  }

  @Test
  void whatCameIntoTheDeadOnesQueueBeforeAnybodyKnewIsGivenBack(@TempDir Path place)
      throws TimeoutException {
    try (WorkerProcess worker = worker("stranger-drain", place);
        WorkerProcess peer = worker("stranger-drain-living", "stranger-drain", place)) {
      started(worker);
      WorkflowStub errand = start("stranger-drain", Task.WAIT);
      awaitFirstTask(errand);
      Child living = started(peer);

      // Nobody can tell the server of the death before the signal is there.
      living.pause();
      worker.kill();
      errand.signal("go");
      living.resume();

      assertThat(result(errand)).isEqualTo("told");
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
            StrangersWorker.class.getName());
    return suite.process(
        name,
        suite
            .placed(command, queue)
            .with("RECOVERY_DIRECTORY", place.resolve("journals").toString()));
  }

  private static Child started(WorkerProcess worker) {
    Child child = worker.start();
    child.awaitReady(POLLS, BOUND);
    return child;
  }

  /** An errand whose first attempt runs in this worker, for as long as nobody ends it. */
  private WorkflowStub atWork(WorkerProcess worker, String queue, Task task) {
    Child child = started(worker);
    WorkflowStub errand = start(queue, task);
    child.awaitReady(WORKS, BOUND);
    return errand;
  }

  private WorkflowStub start(String queue, Task task) {
    WorkflowStub errand =
        client.newUntypedWorkflowStub(
            Errand.class.getSimpleName(),
            WorkflowOptions.newBuilder().setTaskQueue(queue).setWorkflowId(queue).build());
    errand.start(task);
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

  private static String result(WorkflowStub errand) throws TimeoutException {
    return errand.getResult(BOUND.toSeconds(), TimeUnit.SECONDS, String.class);
  }

  private static String lastFailure(List<HistoryEvent> events) {
    return lastStart(events).getLastFailure().getApplicationFailureInfo().getType();
  }

  private static ActivityTaskStartedEventAttributes lastStart(List<HistoryEvent> events) {
    return events.stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .reduce((before, last) -> last)
        .orElseThrow()
        .getActivityTaskStartedEventAttributes();
  }

  private static byte[] token(Child child) throws IOException {
    Matcher token = TOKEN.matcher(Files.readString(child.output()));
    assertThat(token.find()).isTrue();
    return Base64.getDecoder().decode(token.group(1));
  }

  /**
   * How many attempts stand in the journals there: slots of 2048 bytes after a header of 4096, each
   * with its length (0 where it is free), a checksum, and a record that begins with its kind, 2 for
   * an attempt. Nothing else tells from outside that an activity has returned.
   */
  private static long activitiesHeld(Path place) throws IOException {
    long held = 0;
    try (DirectoryStream<Path> journals =
        Files.newDirectoryStream(place.resolve("journals"), "*.journal")) {
      for (Path journal : journals) {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(journal));
        for (int slot = 4096; slot < bytes.limit(); slot += 2048) {
          held += bytes.getInt(slot) != 0 && bytes.get(slot + 8) == 2 ? 1 : 0;
        }
      }
    }
    return held;
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
