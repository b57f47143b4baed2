package dev.crashproof.worker.runtime;

import dev.crashproof.recovery.CrashRecovery;
import dev.crashproof.worker.connection.ServerAccess;
import dev.crashproof.worker.observability.Monitor;
import dev.crashproof.worker.observability.Pollers;
import dev.crashproof.worker.observability.Tracing;
import dev.crashproof.worker.settings.TemporalSettings;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The connection to the Temporal server. */
final class Server implements AutoCloseable {

  // gRPC's own backoff grows to two minutes, far longer than a server takes to come back.
  static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final long ANSWER_SECONDS = 3;

  private final TemporalSettings settings;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  Server(
      TemporalSettings settings,
      ServerAccess access,
      Optional<Path> recoveryDirectory,
      Optional<Tracing> tracing,
      Optional<Monitor> monitor) {
    this.settings = settings;
    WorkflowServiceStubsOptions.Builder connection =
        access
            .options()
            .setConnectionBackoffResetFrequency(RECONNECT)
            .addGrpcClientInterceptor(new PollWatch());
    WorkflowClientOptions.Builder options =
        WorkflowClientOptions.newBuilder(settings.profile().toWorkflowClientOptions());
    if (recoveryDirectory.isPresent()) {
      connection.setPlugins(CrashRecovery.in(recoveryDirectory.get()));
    }
    // No lambdas: they alone would load what watches and what makes traces.
    if (monitor.isPresent()) {
      monitor.get().watch(connection);
    }
    if (tracing.isPresent()) {
      options.setInterceptors(tracing.get().ofClient());
    }
    this.stubs = WorkflowServiceStubs.newServiceStubs(connection.build());
    this.client = WorkflowClient.newInstance(stubs, options.build());
  }

  /** Waits for the server and the namespace; false when told to stop. */
  boolean join(Waiting waiting) throws InterruptedException {
    if (!waiting.until("Temporal, " + settings, this::describe)) {
      return false;
    }
    ConnectionWatch.over(stubs.getRawChannel(), "Temporal at " + settings.address());
    return true;
  }

  private void describe() {
    stubs.getRawChannel().resetConnectBackoff();
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(settings.namespace()).build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        throw new NamespaceMissingException();
      }
      throw e;
    }
  }

  /**
   * The server is there and the namespace is not. Without a cause, which would be taken for the
   * reason.
   */
  private static final class NamespaceMissingException extends RuntimeException {
    NamespaceMissingException() {
      super("the server has no such namespace yet");
    }
  }

  /** What it knows of the polls of a client of this connection. */
  Pollers pollers() {
    return new ServerPollers(
        stubs.blockingStub(), settings.namespace(), client.getOptions().getIdentity());
  }

  WorkflowClient client() {
    return client;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
