package dev.crashproof.worker.observability;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.crashproof.worker.observability.MonitorServer.Page;
import dev.crashproof.worker.settings.MonitorSettings;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.SlotInfo;
import io.temporal.worker.tuning.SlotSupplier;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker watched over HTTP: {@code /live}, {@code /ready} and {@code /metrics}.
 *
 * <p>Live means that its poll loops move, whatever the server does: a worker that is not live is
 * helped by a new process. Ready means that the server sees its pollers: one that is not ready gets
 * no work.
 */
public final class Monitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
  private static final LongSupplier CLOCK = System::nanoTime;
  private static final long LOOKED_AT_MILLIS = 1000;

  private static final WorkerOptions USUAL = WorkerOptions.getDefaultInstance();

  private final List<PollLoop> loops = new ArrayList<>();
  private final Readiness readiness;
  private final Turn live = new Turn(LOG, "live", true);
  private final Turn ready = new Turn(LOG, "ready", false);
  private final Metrics metrics;
  private final MonitorServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Phase phase = Phase.JOINING;

  private Monitor(
      InetSocketAddress address,
      MonitorSettings settings,
      List<Served> served,
      String version,
      String buildId) {
    for (Served each : served) {
      for (TaskKind kind : each.kinds()) {
        int slots =
            kind == TaskKind.ACTIVITY
                ? each.activitySlots()
                : USUAL.getMaxConcurrentWorkflowTaskExecutionSize();
        loops.add(
            new PollLoop(
                kind, each.taskQueue(), settings.livenessTimeout(), slots, CLOCK.getAsLong()));
      }
    }
    readiness = new Readiness(loops, CLOCK);
    metrics = new Metrics(served, version, buildId);
    metrics.state("crashproof.worker.live", "Whether the poll loops move.", () -> live().well());
    metrics.state(
        "crashproof.worker.ready",
        "Whether the server sees this worker's pollers.",
        () -> ready().well());
    server = listen(address);
    Thread looking = new Thread(this::look, "monitor");
    looking.setDaemon(true);
    looking.start();
    LOG.info("watched at http://{}/live, /ready and /metrics", text(server.address()));
  }

  /**
   * Begins to listen; empty if the settings name no address.
   *
   * @param served what the worker is going to serve
   * @param version of the program
   * @param buildId of the worker within its deployment; blank if it has none
   * @throws MonitorException if nobody can listen there
   */
  public static Optional<Monitor> open(
      MonitorSettings settings, List<Served> served, String version, String buildId) {
    return settings
        .address()
        .map(address -> new Monitor(address, settings, served, version, buildId));
  }

  private MonitorServer listen(InetSocketAddress address) {
    try {
      return MonitorServer.listen(address, this::page);
    } catch (MonitorException e) {
      metrics.close();
      throw e;
    }
  }

  /** The log tells of a worker that stands still even if nobody probes. */
  private void look() {
    try {
      while (!closed.await(LOOKED_AT_MILLIS, TimeUnit.MILLISECONDS)) {
        live();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().isAnyLocalAddress() ? "localhost" : address.getHostString();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Has connections made with these options tell of their calls. */
  public void watch(WorkflowServiceStubsOptions.Builder options) {
    options
        .setMetricsScope(metrics.scope())
        .addGrpcClientInterceptor(new PollPulse(this::loop, CLOCK));
  }

  /** Has a worker made with these options tell of its slots. */
  public void watch(WorkerOptions.Builder options, String taskQueue) {
    options
        .setMaxConcurrentActivityExecutionSize(0)
        .setWorkerTuner(
            new CompositeTuner(
                slots(
                    TaskKind.WORKFLOW,
                    taskQueue,
                    USUAL.getMaxConcurrentWorkflowTaskExecutionSize()),
                slots(TaskKind.ACTIVITY, taskQueue, USUAL.getMaxConcurrentActivityExecutionSize()),
                new FixedSizeSlotSupplier<>(USUAL.getMaxConcurrentLocalActivityExecutionSize()),
                new FixedSizeSlotSupplier<>(USUAL.getMaxConcurrentNexusExecutionSize())));
  }

  private <S extends SlotInfo> SlotSupplier<S> slots(TaskKind kind, String taskQueue, int usual) {
    Optional<PollLoop> loop = loop(kind, taskQueue);
    return loop.isPresent()
        ? new WatchedSlots<>(loop.get().slots(), loop.get(), CLOCK)
        : new FixedSizeSlotSupplier<>(usual);
  }

  private Optional<PollLoop> loop(TaskKind kind, String taskQueue) {
    return loops.stream()
        .filter(loop -> loop.kind() == kind && loop.taskQueue().equals(taskQueue))
        .findFirst();
  }

  /** The worker is about to poll; the server can be asked for its pollers. */
  public void joined(Pollers pollers) {
    readiness.begin(pollers);
  }

  /** The worker polls. */
  public synchronized void serving() {
    // It may have been told to stop while it began.
    if (phase == Phase.JOINING) {
      long now = CLOCK.getAsLong();
      loops.forEach(loop -> loop.expected(now));
      phase = Phase.SERVING;
    }
  }

  /** The worker was told to stop. */
  public synchronized void draining() {
    phase = Phase.DRAINING;
  }

  private Health live() {
    long now = CLOCK.getAsLong();
    Health health =
        phase == Phase.SERVING
            ? new Health(loops.stream().flatMap(loop -> loop.standing(now).stream()).toList())
            : Health.WELL;
    live.tell(health);
    return health;
  }

  private Health ready() {
    Health health =
        switch (phase) {
          case JOINING -> Health.not("it waits for its server and its database");
          case SERVING -> readiness.now();
          case DRAINING -> Health.not("it was told to stop");
        };
    ready.tell(health);
    return health;
  }

  private Page page(String path, String accept) throws IOException {
    return switch (path) {
      case "/live" -> page("live", live());
      case "/ready" -> page("ready", ready());
      case "/metrics" -> {
        String type =
            accept.contains("application/openmetrics-text") ? Metrics.OPEN_METRICS : Metrics.PLAIN;
        yield new Page(200, type, metrics.scrape(type));
      }
      default ->
          new Page(404, "text/plain; charset=utf-8", "There are /live, /ready and /metrics.\n");
    };
  }

  private static Page page(String state, Health health) throws IOException {
    StringWriter body = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(body)) {
      json.writeStartObject();
      json.writeBooleanField(state, health.well());
      json.writeArrayFieldStart("reasons");
      for (String reason : health.reasons()) {
        json.writeString(reason);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return new Page(health.well() ? 200 : 503, "application/json", body.toString());
  }

  /** Listens no more, and lets go of all it has. */
  @Override
  public void close() {
    closed.countDown();
    server.close();
    metrics.close();
  }
}
