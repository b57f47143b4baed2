package dev.crashproof.worker.observability;

import dev.crashproof.worker.settings.SettingsException;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentracing.Tracer;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.opentracing.OpenTracingClientInterceptor;
import io.temporal.opentracing.OpenTracingOptions;
import io.temporal.opentracing.OpenTracingWorkerInterceptor;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Traces that link who starts a workflow, the workflow, and its activities. The worker has it where
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set; who starts workflows and wants the link adds it to
 * the client:
 *
 * <pre>{@code
 * Tracing tracing = Tracing.to(URI.create("http://localhost:4318"), "orders");
 * WorkflowClient client =
 *     WorkflowClient.newInstance(
 *         stubs,
 *         WorkflowClientOptions.newBuilder().setInterceptors(tracing.ofClient()).build());
 * }</pre>
 *
 * <p>The trace travels in the headers of a workflow and its activities, by {@code
 * OTEL_PROPAGATORS}.
 */
public final class Tracing implements AutoCloseable {
  private static final Duration AT_CLOSE = Duration.ofSeconds(3);

  private final OpenTracingOptions options;
  private final Optional<OpenTelemetrySdk> own;

  private Tracing(OpenTelemetry telemetry, Optional<OpenTelemetrySdk> own) {
    this.options = OpenTracingOptions.newBuilder().setTracer(bridged(telemetry)).build();
    this.own = own;
  }

  // Deprecated, as OpenTracing itself is; the SDK's interceptors speak nothing else.
  @SuppressWarnings("deprecation")
  private static Tracer bridged(OpenTelemetry telemetry) {
    return OpenTracingShim.createTracerShim(telemetry);
  }

  /** By an OpenTelemetry that a program has already; closing this leaves it open. */
  public static Tracing by(OpenTelemetry telemetry) {
    return new Tracing(telemetry, Optional.empty());
  }

  /**
   * To a receiver of OTLP, by HTTP. The other {@code OTEL_*} variables count as OpenTelemetry
   * documents them.
   *
   * @param receiver its URL
   * @param service what spans name as their service, if the variables name none
   * @throws SettingsException if one of the variables is wrong
   */
  public static Tracing to(URI receiver, String service) throws SettingsException {
    OpenTelemetrySdk sdk = SpanExport.to(receiver, service);
    return new Tracing(sdk, Optional.of(sdk));
  }

  /** What a client of Temporal gets, so that what it starts is linked to where it was started. */
  public WorkflowClientInterceptor ofClient() {
    return new OpenTracingClientInterceptor(options);
  }

  /** What a worker gets, so that workflows and activities make spans. */
  public WorkerInterceptor ofWorker() {
    return new OpenTracingWorkerInterceptor(options);
  }

  /**
   * Sends what there is yet to send, and ends. A receiver that is away must not hold anybody up, so
   * this takes three seconds at most, or less if told so.
   *
   * @param most how long it may take
   */
  public void close(Duration most) {
    Duration bound = most.compareTo(AT_CLOSE) < 0 ? most : AT_CLOSE;
    own.ifPresent(sdk -> sdk.shutdown().join(Math.max(0, bound.toMillis()), TimeUnit.MILLISECONDS));
  }

  /** The same within three seconds. */
  @Override
  public void close() {
    close(AT_CLOSE);
  }
}
