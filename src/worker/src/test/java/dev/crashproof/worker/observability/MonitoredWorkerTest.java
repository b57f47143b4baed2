package dev.crashproof.worker.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.Postgres;
import dev.crashproof.worker.roles.Role;
import dev.crashproof.worker.roles.Role.ActivityKind;
import dev.crashproof.worker.roles.Roles;
import dev.crashproof.worker.runtime.ExitCode;
import dev.crashproof.worker.runtime.WorkerProcess;
import dev.crashproof.worker.settings.Setting;
import dev.crashproof.worker.settings.WorkerSettings;
import dev.crashproof.worker.workflows.DurableDemoInput;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real worker watched over HTTP. The SDK's own server does not tell who polls, so that here none
 * is ever ready; {@code HealthIT} of the suite has a real server.
 */
class MonitoredWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ACTIVITIES = "worker_type=\"ActivityWorker\"";
  private static final Logger CALLS = Logger.getLogger("io.grpc.Context");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Setting, String> flags = new HashMap<>();
  private int port;
  private int monitor;

  /** A server that ends complains of the polls that it leaves unanswered. */
  @BeforeAll
  static void hush() {
    CALLS.setLevel(Level.OFF);
  }

  @BeforeEach
  void places() throws Exception {
    port = Backend.freePort();
    monitor = Backend.freePort();
    flags.put(Setting.ADDRESS, Backend.address(port));
    flags.put(Setting.DATABASE_URL, Postgres.url(Postgres.newDatabase()));
    flags.put(Setting.MONITOR_ADDRESS, "localhost:" + monitor);
    flags.put(Setting.RECOVERY_DIRECTORY, "off");
    // Threads are found by it.
    flags.put(Setting.TASK_QUEUE, "queue-" + port);
  }

  private WorkerProcess worker() throws Exception {
    return new WorkerProcess(WorkerSettings.read(flags, Map.of()), Roles.standard());
  }

  private static CompletableFuture<Boolean> begin(WorkerProcess worker) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return worker.start();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + monitor + path))
            .timeout(PATIENCE)
            .build(),
        BodyHandlers.ofString());
  }

  private void assertAnswer(String path, int status, String... reasons) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode body = new ObjectMapper().readTree(response.body());
    assertThat(body.path(path.substring(1)).asBoolean()).isEqualTo(status == 200);
    assertThat(body.path("reasons"))
        .extracting(JsonNode::asText)
        .hasSize(reasons.length)
        .zipSatisfy(List.of(reasons), (said, wanted) -> assertThat(said).contains(wanted));
  }

  private void await(ThrowingAssertion assertion) {
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion::run);
  }

  private interface ThrowingAssertion {
    void run() throws Exception;
  }

  @Test
  void whileItWaitsForItsServerItIsLiveAndNotReady() throws Exception {
    WorkerProcess worker = worker();
    CompletableFuture<Boolean> polls = begin(worker);

    await(() -> assertAnswer("/live", 200));
    assertAnswer("/ready", 503, "it waits for its server and its database");
    assertThat(get("/metrics").body()).contains("crashproof_worker_info{", "jvm_memory_used_bytes");
    assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    assertThat(polls).isNotDone();

    assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    assertThat(polls.get(10, TimeUnit.SECONDS)).isFalse();
    assertThatThrownBy(() -> get("/live")).isInstanceOf(ConnectException.class);
  }

  @Test
  void aPortThatIsTakenStopsItAtOnce() throws Exception {
    try (ServerSocket taken = new ServerSocket(monitor, 1, InetAddress.getByName("localhost"))) {
      assertThat(taken.isBound()).isTrue();
      WorkerProcess worker = worker();

      assertThatThrownBy(worker::start)
          .isInstanceOf(MonitorException.class)
          .hasMessageContaining("MONITOR_ADDRESS is localhost:" + monitor);
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }
  }

  @Test
  void aServerThatDoesNotTellWhoPollsLeavesItLiveAndNotReady() throws Exception {
    try (Backend backend = new Backend(port)) {
      assertThat(backend).isNotNull();
      WorkerProcess worker = worker();
      assertThat(worker.start()).isTrue();

      assertAnswer("/live", 200);
      assertAnswer("/ready", 503, "the server can't be asked who polls: it is one that does not");
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }
  }

  @Test
  void withItsServerGoneItStaysLive() throws Exception {
    flags.put(Setting.LIVENESS_TIMEOUT, "1s");
    WorkerProcess worker = worker();
    try (Backend backend = new Backend(port)) {
      assertThat(backend).isNotNull();
      assertThat(worker.start()).isTrue();
      await(() -> assertThat(metric("temporal_num_pollers")).isEqualTo(10));
    }
    await(() -> assertAnswer("/ready", 503, "Connection refused"));
    // Longer than polling may stand still.
    Awaitility.await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .untilAsserted(() -> assertAnswer("/live", 200));
    worker.stop();
  }

  @Test
  void aWorkerWhosePollersDieTurnsNotReadyThenNotLive() throws Exception {
    flags.put(Setting.LIVENESS_TIMEOUT, "9s");
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker = worker();
      assertThat(worker.start()).isTrue();
      assertAnswer("/live", 200);

      assertThat(endPollers()).isPositive();

      String activities = "no poll for activities on 'queue-" + port + "' for ";
      String workflows = "no poll for workflow tasks on 'queue-" + port + "' for ";
      await(() -> assertAnswer("/ready", 503, workflows, activities, "it is one that does not"));
      assertAnswer("/live", 200);
      await(() -> assertAnswer("/live", 503, workflows, activities));
      assertThat(get("/metrics").body()).contains("crashproof_worker_live 0.0");
      // It can still be told to end.
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
      assertThat(backend).isNotNull();
    }
  }

  /** What an error in the SDK would do: the threads that poll end, and the worker lives on. */
  private int endPollers() {
    int ended = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().contains("Poller") && thread.getName().contains("queue-" + port)) {
        thread.interrupt();
        ended++;
      }
    }
    return ended;
  }

  /** Takes its time. */
  @ActivityInterface
  public interface Slow {
    /** Sleeps. */
    @ActivityMethod(name = "slow")
    void run();
  }

  /** Waits for it. */
  @WorkflowInterface
  public interface Patient {
    /** Waits. */
    @WorkflowMethod(name = "Patient")
    void run();
  }

  /** The workflow. */
  public static final class PatientImpl implements Patient {
    @Override
    public void run() {
      Workflow.newActivityStub(
              Slow.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build())
          .run();
    }
  }

  @Test
  void aWorkerWithALongTaskInItsOnlySlotIsBusyAndLive() throws Exception {
    flags.put(Setting.LIVENESS_TIMEOUT, "1s");
    flags.put(Setting.ROLES, "patient");
    CountDownLatch release = new CountDownLatch(1);
    Slow slow =
        () -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Role role =
        new Role(
            "patient",
            "patient",
            Set.of(PatientImpl.class),
            List.of(ActivityKind.of(Slow.class, means -> slow)),
            1);
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker =
          new WorkerProcess(WorkerSettings.read(flags, Map.of()), Roles.of(role));
      assertThat(worker.start()).isTrue();
      WorkflowStub workflow = backend.workflow("Patient", onQueue());
      workflow.start();
      await(
          () ->
              assertThat(metric("temporal_worker_task_slots_available", ACTIVITIES)).isEqualTo(0));

      // No poll for activities all the while, and far longer than polling may stand still.
      Awaitility.await()
          .during(Duration.ofSeconds(7))
          .atMost(PATIENCE)
          .untilAsserted(() -> assertAnswer("/live", 200));
      assertThat(get("/ready").body()).doesNotContain("no poll");
      release.countDown();
      workflow.getResult(20, TimeUnit.SECONDS, Void.class);
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }
  }

  @Test
  void aWorkerThatDrainsIsLiveAndNotReady() throws Exception {
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker = worker();
      assertThat(worker.start()).isTrue();
      WorkflowStub workflow = start(backend, 20);
      await(() -> assertThat(metric("temporal_worker_task_slots_used", ACTIVITIES)).isEqualTo(1));

      CompletableFuture<ExitCode> stopped = CompletableFuture.supplyAsync(worker::stop);

      await(() -> assertAnswer("/ready", 503, "it was told to stop"));
      assertAnswer("/live", 200);
      assertThat(stopped).isNotDone();
      assertThat(stopped.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.DRAINED);
      assertThatThrownBy(() -> get("/live")).isInstanceOf(ConnectException.class);
      assertThat(workflow).isNotNull();
    }
  }

  private WorkflowOptions onQueue() {
    return WorkflowOptions.newBuilder().setTaskQueue("queue-" + port).build();
  }

  private WorkflowStub start(Backend backend, int steps) {
    WorkflowStub workflow = backend.workflow("DurableDemoWorkflow", onQueue());
    workflow.start(
        new DurableDemoInput("demo", Duration.ofMillis(1), steps, Duration.ofMillis(100)));
    return workflow;
  }

  private double metric(String name, String... labels) throws Exception {
    return Exposition.parse(get("/metrics").body()).value(name, labels);
  }

  @Test
  void whatTheSdkMeasuresIsThereByTheSdksNames() throws Exception {
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker = worker();
      assertThat(worker.start()).isTrue();
      assertThat(start(backend, 1).getResult(20, TimeUnit.SECONDS, Object.class)).isNotNull();

      // They are reported once a second.
      await(() -> assertSdkMetrics(Exposition.parse(get("/metrics").body())));
      Exposition metrics = Exposition.parse(get("/metrics").body());
      assertThat(metrics.value("crashproof_worker_info", "role=\"general\"", "queue-" + port))
          .isEqualTo(1);
      assertThat(metrics.value("crashproof_worker_live")).isEqualTo(1);
      assertThat(metrics.value("crashproof_worker_ready")).isZero();
      assertThat(metrics.value("process_resident_memory_bytes")).isGreaterThan(1e6);
      assertThat(metrics.value("process_cpu_seconds_total")).isPositive();
      // Each latency in few buckets: a scrape stays small.
      assertThat(
              metrics.samples("temporal_activity_execution_latency_seconds_bucket", "process_data"))
          .hasSize(17);
      HttpResponse<String> open =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + monitor + "/metrics"))
                  .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                  .build(),
              BodyHandlers.ofString());
      assertThat(open.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/openmetrics-text");
      assertThat(open.body()).endsWith("# EOF\n");
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }
  }

  private static void assertSdkMetrics(Exposition metrics) {
    assertThat(metrics.value("temporal_activity_execution_latency_seconds_count")).isEqualTo(3);
    assertThat(
            metrics.value(
                "temporal_activity_schedule_to_start_latency_seconds_count",
                "activity_type=\"process_data\""))
        .isEqualTo(1);
    assertThat(metrics.value("temporal_num_pollers", "poller_type=\"activity_task\"")).isEqualTo(5);
    assertThat(metrics.value("temporal_num_pollers", "worker_type=\"WorkflowWorker\""))
        .isEqualTo(5);
    assertThat(metrics.value("temporal_workflow_task_queue_poll_succeed_total")).isPositive();
    assertThat(metrics.value("temporal_worker_task_slots_available", ACTIVITIES)).isEqualTo(200);
    assertThat(metrics.value("temporal_worker_task_slots_used", ACTIVITIES)).isZero();
    assertThat(metrics.value("temporal_workflow_completed_total")).isEqualTo(1);
    assertThat(
            metrics.value("temporal_request_total", "operation=\"RespondActivityTaskCompleted\""))
        .isEqualTo(3);
    assertThat(metrics.value("temporal_long_request_total", "operation=\"PollActivityTaskQueue\""))
        .isPositive();
  }

  @Test
  void nothingOfItIsLeftWhenItHasStopped() throws Exception {
    try (Backend backend = new Backend(port)) {
      assertThat(backend).isNotNull();
      WorkerProcess worker = worker();
      assertThat(worker.start()).isTrue();
      assertAnswer("/live", 200);
      var before = Thread.getAllStackTraces().keySet();
      assertThat(before).anyMatch(thread -> thread.getName().equals("monitor"));
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }
    await(
        () ->
            assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(
                    thread ->
                        thread.getName().startsWith("monitor")
                            || thread.getName().startsWith("HTTP-Dispatcher")));
  }
}
