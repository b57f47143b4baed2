package dev.crashproof.worker.observability;

import dev.crashproof.worker.settings.SettingsException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a receiver. One that is away, or takes none, is told once, and once when it takes
 * them again; what was to be sent meanwhile is lost, and nobody waits for it.
 */
final class SpanExport implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(SpanExport.class);

  // OpenTelemetry's own, which go past the worker's log; exporters say the same again and again.
  // Held here: java.util.logging forgets what nobody holds.
  private static final java.util.logging.Logger THEIRS =
      java.util.logging.Logger.getLogger("io.opentelemetry");
  private static final java.util.logging.Logger EXPORTERS =
      java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private final SpanExporter next;
  private final URI receiver;
  private final AtomicBoolean refused = new AtomicBoolean();

  private SpanExport(SpanExporter next, URI receiver) {
    this.next = next;
    this.receiver = receiver;
  }

  static OpenTelemetrySdk to(URI receiver, String service) throws SettingsException {
    THEIRS.setLevel(Level.WARNING);
    EXPORTERS.setLevel(Level.OFF);
    try {
      return AutoConfiguredOpenTelemetrySdk.builder()
          .disableShutdownHook()
          .addPropertiesSupplier(
              () ->
                  Map.of(
                      "otel.exporter.otlp.protocol", "http/protobuf",
                      // Metrics and logs have ways of their own.
                      "otel.metrics.exporter", "none",
                      "otel.logs.exporter", "none"))
          .addPropertiesCustomizer(
              config -> Map.of("otel.exporter.otlp.endpoint", receiver.toString()))
          .addResourceCustomizer((resource, config) -> named(resource, service))
          .addSpanExporterCustomizer((exporter, config) -> new SpanExport(exporter, receiver))
          .build()
          .getOpenTelemetrySdk();
    } catch (ConfigurationException e) {
      throw wrong(deepest(e));
    }
  }

  private static SettingsException wrong(Throwable why) {
    String message = String.valueOf(why.getMessage());
    return new SettingsException(
        message.contains("GrpcSender")
            // The way by gRPC is not in the jar.
            ? "OTEL_EXPORTER_OTLP_PROTOCOL (from the environment) is none that this worker speaks:"
                + " give http/protobuf, or do not set it."
            // A value may be a secret, so only what comes before it is shown.
            : "A variable of OpenTelemetry (from the environment) is wrong: "
                + message.replaceAll("(=|//).*", "…")
                + ".");
  }

  private static Resource named(Resource resource, String service) {
    String name = resource.getAttribute(SERVICE);
    return name == null || name.startsWith("unknown_service")
        ? resource.merge(Resource.create(Attributes.of(SERVICE, service)))
        : resource;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = next.export(spans);
    result.whenComplete(() -> tell(result));
    return result;
  }

  private void tell(CompletableResultCode result) {
    if (result.isSuccess()) {
      if (refused.getAndSet(false)) {
        LOG.info("traces are taken again by {}", place());
      }
    } else if (!refused.getAndSet(true)) {
      LOG.warn(
          "no traces are taken by {}, and those of meanwhile are lost: {}",
          place(),
          reason(result.getFailureThrowable()));
    }
  }

  /** Not the whole URL, which may have a password in it. */
  private String place() {
    return receiver.getHost() + (receiver.getPort() < 0 ? "" : ":" + receiver.getPort());
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "it does not say why";
    }
    for (Throwable each = failure; each != null; each = each.getCause()) {
      // Java's HTTP client has no words for it.
      if (each instanceof ConnectException) {
        return "it cannot be reached";
      }
    }
    Throwable deepest = deepest(failure);
    String message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }

  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  @Override
  public CompletableResultCode flush() {
    return next.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return next.shutdown();
  }
}
