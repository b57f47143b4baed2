package dev.crashproof.worker.runtime;

import dev.crashproof.worker.connection.ServerAccess;
import dev.crashproof.worker.effects.Effects;
import dev.crashproof.worker.effects.PostgresEffects;
import dev.crashproof.worker.observability.Monitor;
import dev.crashproof.worker.observability.Tracing;
import dev.crashproof.worker.roles.Assignment;
import dev.crashproof.worker.roles.Roles;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's life:
 *
 * <ol>
 *   <li>database and server are joined at the same time, however long they take to come;
 *   <li>once both are there it polls, and is ready;
 *   <li>it serves, through any loss of either;
 *   <li>told to stop, it polls no more, lets running tasks finish for the drain timeout at most,
 *       and ends.
 * </ol>
 *
 * <p>It can be told to stop at any time, from any thread.
 */
public final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  private final WorkerSettings settings;
  private final ServerAccess access;
  private final Optional<Tracing> tracing;
  private final List<Assignment> assignments;
  private final UnaryOperator<Effects> decoration;
  private final CountDownLatch stop = new CountDownLatch(1);
  // Held while polling begins, so that a stop comes before it or after it.
  private final ReentrantLock beginning = new ReentrantLock();
  private @Nullable Serving serving;
  // Asked for by plain ifs: a lambda would load its class where there is none.
  private volatile Optional<Monitor> monitor = Optional.empty();

  private record Serving(WorkerFactory factory, Server server, Database database) {}

  /**
   * A worker with these settings, not yet begun.
   *
   * @param roles those that the settings can choose from
   * @throws SettingsException if they choose wrongly, or name a file that is not what it should be
   */
  public WorkerProcess(WorkerSettings settings, Roles roles) throws SettingsException {
    this(settings, roles, UnaryOperator.identity());
  }

  /**
   * A worker whose effects go through a decoration on their way to the database: to count them, to
   * send them elsewhere too, to break them in a test.
   *
   * @param roles those that the settings can choose from
   * @param decoration gives the effects that the activities get, made of those in the database; it
   *     is asked once, before the worker polls
   * @throws SettingsException if the settings choose wrongly
   */
  public WorkerProcess(WorkerSettings settings, Roles roles, UnaryOperator<Effects> decoration)
      throws SettingsException {
    this.settings = settings;
    this.access = ServerAccess.of(settings.temporal());
    this.assignments = roles.assign(settings.roles(), settings.taskQueue());
    this.decoration = decoration;
    this.tracing = tracing(settings);
  }

  /** Only where traces are wanted: nothing of it is loaded otherwise. */
  private static Optional<Tracing> tracing(WorkerSettings settings) throws SettingsException {
    return settings.tracesEndpoint().isPresent()
        ? Optional.of(Tracing.to(settings.tracesEndpoint().get(), "crashproof-worker"))
        : Optional.empty();
  }

  /**
   * Joins database and server, and begins to poll.
   *
   * @return whether it polls; false when it was told to stop before it did
   * @throws InterruptedException if the thread was
   * @throws dev.crashproof.worker.observability.MonitorException if it can't be watched where its
   *     settings say
   */
  public boolean start() throws InterruptedException {
    // First of all, so that whoever probes gets answers from the start.
    monitor = Monitoring.open(settings, assignments);
    Waiting waiting = new Waiting(stop);
    FutureTask<@Nullable Database> database = new FutureTask<>(() -> join(waiting));
    Thread joining = new Thread(database, "join-database");
    joining.setDaemon(true);
    joining.start();

    Server server =
        new Server(settings.temporal(), access, settings.recoveryDirectory(), tracing, monitor);
    boolean joined = server.join(waiting);
    Database present = await(database);
    if (!joined || present == null || !begin(waiting, server, present)) {
      server.close();
      if (present != null) {
        present.close();
      }
      if (monitor.isPresent()) {
        monitor.get().close();
      }
      return false;
    }
    return true;
  }

  private @Nullable Database join(Waiting waiting) throws InterruptedException {
    Database database = new Database(settings.database());
    if (database.join(waiting)) {
      return database;
    }
    database.close();
    return null;
  }

  private static @Nullable Database await(FutureTask<@Nullable Database> joining)
      throws InterruptedException {
    try {
      return joining.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the database's pool could not be made", e.getCause());
    }
  }

  private boolean begin(Waiting waiting, Server server, Database database)
      throws InterruptedException {
    String identity = server.client().getOptions().getIdentity();
    Effects effects = decoration.apply(new PostgresEffects(database.pool(), identity));
    WorkerFactory factory =
        Polling.prepare(server.client(), settings, assignments, effects, tracing, monitor);
    Serving begun = new Serving(factory, server, database);
    if (monitor.isPresent()) {
      monitor.get().joined(server.pollers());
    }
    // The server may have gone since it was joined.
    return waiting.until("Temporal, " + settings.temporal(), () -> begin(begun)) && serves();
  }

  private void begin(Serving begun) {
    beginning.lock();
    try {
      if (stop.getCount() > 0) {
        begun.factory.start();
        if (tracing.isEmpty()) {
          // Its trace would be one of a workflow that never was.
          WarmUp.begin(begun.factory, assignments);
        }
        serving = begun;
        if (monitor.isPresent()) {
          monitor.get().serving();
        }
      }
    } finally {
      beginning.unlock();
    }
  }

  private boolean serves() {
    beginning.lock();
    try {
      return serving != null;
    } finally {
      beginning.unlock();
    }
  }

  /** What it was told. */
  public WorkerSettings settings() {
    return settings;
  }

  /** What it serves, and where. */
  public List<Assignment> assignments() {
    return assignments;
  }

  /**
   * Stops: no more polls, and whatever runs may finish within the drain timeout. Waits for that.
   *
   * @return {@link ExitCode#DRAINED} or {@link ExitCode#DRAIN_TIMED_OUT}
   */
  public ExitCode stop() {
    long began = System.nanoTime();
    long bound = settings.drainTimeout().toNanos();
    stop.countDown();
    if (monitor.isPresent()) {
      monitor.get().draining();
    }
    try {
      if (!beginning.tryLock(bound, TimeUnit.NANOSECONDS)) {
        return ExitCode.DRAIN_TIMED_OUT;
      }
      try {
        return serving == null ? stopBeforePolling() : drain(serving, began + bound);
      } finally {
        beginning.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DRAIN_TIMED_OUT;
    } finally {
      if (monitor.isPresent()) {
        monitor.get().close();
      }
    }
  }

  private static ExitCode stopBeforePolling() {
    LOG.info("told to stop before it polled: nothing to drain");
    return ExitCode.DRAINED;
  }

  private ExitCode drain(Serving ending, long end) {
    LOG.info(
        "told to stop: no more polls, running tasks have {} to finish", settings.drainTimeout());
    ending.factory.shutdown();
    ending.factory.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    boolean drained = ending.factory.isTerminated();
    if (tracing.isPresent()) {
      tracing.get().close(Duration.ofNanos(end - System.nanoTime()));
    }
    ending.server.close();
    ending.database.close();
    if (drained) {
      LOG.info("drained");
      return ExitCode.DRAINED;
    }
    LOG.warn("tasks still ran when DRAIN_TIMEOUT was over: the server will have them done again");
    return ExitCode.DRAIN_TIMED_OUT;
  }
}
