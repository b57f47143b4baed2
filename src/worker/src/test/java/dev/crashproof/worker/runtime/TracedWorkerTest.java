package dev.crashproof.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.Postgres;
import dev.crashproof.worker.fixtures.TraceReceiver;
import dev.crashproof.worker.fixtures.TraceReceiver.Span;
import dev.crashproof.worker.observability.Tracing;
import dev.crashproof.worker.roles.Roles;
import dev.crashproof.worker.settings.Setting;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import dev.crashproof.worker.workflows.DurableDemoInput;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One trace from who starts a workflow to its activities, and no harm where nobody takes it. */
class TracedWorkerTest {
  private static final List<String> ACTIVITIES =
      List.of("process_data", "long_running_task", "send_notification");

  private static WorkerSettings settings(int port, URI receiver)
      throws SettingsException, java.sql.SQLException {
    return WorkerSettings.read(
        Map.of(
            Setting.ADDRESS, Backend.address(port),
            Setting.DATABASE_URL, Postgres.url(Postgres.newDatabase()),
            Setting.TRACES_ENDPOINT, receiver.toString(),
            Setting.RECOVERY_DIRECTORY, "off"),
        Map.of());
  }

  private static void runDemo(Backend backend, WorkflowClientOptions options) throws Exception {
    WorkflowStub workflow = backend.workflow("DurableDemoWorkflow", options);
    workflow.start(new DurableDemoInput("demo", Duration.ofMillis(1), 1, Duration.ofMillis(1)));
    assertThat(workflow.getResult(20, TimeUnit.SECONDS, Object.class)).isNotNull();
  }

  @Test
  void oneTraceFromTheStarterOverTheWorkflowToEachActivity() throws Exception {
    int port = Backend.freePort();
    try (Backend backend = new Backend(port);
        TraceReceiver receiver = new TraceReceiver(0)) {
      WorkerProcess worker = new WorkerProcess(settings(port, receiver.url()), Roles.standard());
      assertThat(worker.start()).isTrue();
      try (Tracing tracing = Tracing.to(receiver.url(), "starter")) {
        runDemo(
            backend,
            WorkflowClientOptions.newBuilder().setInterceptors(tracing.ofClient()).build());
      }
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);

      List<Span> spans = receiver.spans();
      Span started = only(spans, "StartWorkflow:DurableDemoWorkflow");
      Span workflow = only(spans, "RunWorkflow:DurableDemoWorkflow");
      assertThat(started.parent()).isEmpty();
      assertThat(started.service()).isEqualTo("starter");
      assertThat(workflow.parent()).isEqualTo(started.id());
      assertThat(workflow.service()).isEqualTo("crashproof-worker");
      for (String activity : ACTIVITIES) {
        Span scheduled = only(spans, "StartActivity:" + activity);
        assertThat(scheduled.parent()).isEqualTo(workflow.id());
        assertThat(only(spans, "RunActivity:" + activity).parent()).isEqualTo(scheduled.id());
      }
      assertThat(spans)
          .hasSize(2 + 2 * ACTIVITIES.size())
          .allMatch(span -> span.trace().equals(started.trace()));
      assertThat(receiver.requests())
          .allMatch(request -> request.startsWith("/v1/traces application/x-protobuf"));
    }
  }

  private static Span only(List<Span> spans, String name) {
    List<Span> found = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(found).as(name + " in " + spans).hasSize(1);
    return found.get(0);
  }

  @Test
  void aReceiverThatIsAwayHoldsNobodyUp() throws Exception {
    int port = Backend.freePort();
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker =
          new WorkerProcess(
              settings(port, URI.create("http://localhost:" + Backend.freePort())),
              Roles.standard());
      assertThat(worker.start()).isTrue();
      runDemo(backend, WorkflowClientOptions.getDefaultInstance());
      long began = System.nanoTime();
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aClientMayTraceByAnOpenTelemetryOfItsOwn() throws Exception {
    int port = Backend.freePort();
    try (Backend backend = new Backend(port);
        TraceReceiver receiver = new TraceReceiver(0)) {
      WorkerProcess worker = new WorkerProcess(settings(port, receiver.url()), Roles.standard());
      assertThat(worker.start()).isTrue();
      try (Tracing tracing = Tracing.by(io.opentelemetry.api.OpenTelemetry.noop())) {
        runDemo(
            backend,
            WorkflowClientOptions.newBuilder().setInterceptors(tracing.ofClient()).build());
      }
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
      assertThat(only(receiver.spans(), "RunWorkflow:DurableDemoWorkflow").parent()).isEmpty();
    }
  }

  @Test
  void aWrongVariableOfOpenTelemetryIsAWrongSetting() {
    System.setProperty("otel.exporter.otlp.protocol", "grpc");
    try {
      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> Tracing.to(URI.create("http://localhost:1"), "x"))
          .withMessage(
              "OTEL_EXPORTER_OTLP_PROTOCOL (from the environment) is none that this worker speaks:"
                  + " give http/protobuf, or do not set it.");
    } finally {
      System.clearProperty("otel.exporter.otlp.protocol");
    }
  }
}
