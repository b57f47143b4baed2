package dev.crashproof.worker.observability;

import com.sun.management.OperatingSystemMXBean;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;

/**
 * What the SDK measures, by the SDK's own names, and a little of the process. Nothing is sent
 * anywhere; it is there to be fetched.
 */
final class Metrics implements AutoCloseable {
  /** What {@link #scrape} gives to whoever asks for nothing else. */
  static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";

  /** The newer form. */
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  // The SDK wants each latency in some 70 buckets. These are enough to tell a percentile by, and
  // keep memory and answers small.
  private static final double[] BUCKETS =
      DoubleStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 3e4, 6e4, 3e5)
          .map(milliseconds -> milliseconds * 1e6)
          .toArray();

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Scope scope;

  Metrics(List<Served> served, String version, String buildId) {
    registry.config().meterFilter(new FewBuckets());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    process();
    Info info =
        Info.builder()
            .name("crashproof_worker_info")
            .help("What this worker is.")
            .labelNames("role", "task_queue", "version", "build_id")
            .register(registry.getPrometheusRegistry());
    served.forEach(each -> info.addLabelValues(each.role(), each.taskQueue(), version, buildId));
    scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(com.uber.m3.util.Duration.ofSeconds(1));
  }

  private static final class FewBuckets implements MeterFilter {
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      return id.getType() != Meter.Type.TIMER
          ? config
          : DistributionStatisticConfig.builder()
              .percentilesHistogram(false)
              .serviceLevelObjectives(BUCKETS)
              .build()
              .merge(config);
    }
  }

  private void process() {
    Gauge.builder("process.resident.memory", Metrics::residentBytes)
        .baseUnit("bytes")
        .description("Memory of the process in RAM.")
        .register(registry);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, bean -> bean.getProcessCpuTime() / 1e9)
          .baseUnit("seconds")
          .description("CPU time of the process.")
          .register(registry);
    }
  }

  private static double residentBytes() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      // Only Linux has this file.
      return Double.NaN;
    }
  }

  /** Whether the worker is so, as 1 or 0. */
  void state(String name, String description, BooleanSupplier state) {
    Gauge.builder(name, () -> state.getAsBoolean() ? 1 : 0)
        .description(description)
        .register(registry);
  }

  /** Where the SDK is to report to. */
  Scope scope() {
    return scope;
  }

  /** All of it, as {@link #PLAIN} or {@link #OPEN_METRICS}. */
  String scrape(String contentType) {
    return registry.scrape(contentType);
  }

  @Override
  public void close() {
    // Ends the thread that reports to the registry, and the registry with it.
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      throw new IllegalStateException("the metrics could not be closed", e);
    }
  }
}
