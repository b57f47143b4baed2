package dev.crashproof.junit;

import dev.crashproof.checker.Expectation;
import dev.crashproof.environment.Database;
import dev.crashproof.environment.Description;
import dev.crashproof.lane.Launcher;
import dev.crashproof.lane.PlayException;
import dev.crashproof.lane.Subject;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.sweep.SweepSettings;
import dev.crashproof.workload.LedgerReader;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CrashSweep} method is given to describe its sweep: a worker, a workload and an
 * expectation at least.
 */
public final class SweepSetup {
  private final Supplier<SweepHost> host;
  private final Map<String, String> services = new LinkedHashMap<>();
  private SweepSettings settings;
  private @Nullable Launcher launcher;
  private @Nullable Workload workload;
  private @Nullable Expectation expectation;
  private @Nullable LedgerReader ledger;
  private @Nullable Database database;
  private @Nullable Database made;

  SweepSetup(Supplier<SweepHost> host, SweepSettings settings) {
    this.host = host;
    this.settings = settings;
  }

  /**
   * An empty database of this sweep's own, with an owner of its own; always the same one. The
   * worker uses it once it was {@linkplain #database named}.
   */
  public Database newDatabase() {
    Database database = made;
    if (database == null) {
      database = host.get().newDatabase();
      made = database;
    }
    return database;
  }

  /** The servers on which all is played. */
  public Description environment() {
    return host.get().environment();
  }

  /**
   * How the worker is started. It must connect to what it is given there, and to nothing else: only
   * what passes the interposers is seen.
   */
  public SweepSetup worker(Launcher command) {
    launcher = command;
    return this;
  }

  /** What is run, anew for each point. */
  public SweepSetup workload(Workload work) {
    workload = work;
    return this;
  }

  /** What must come out, each time. */
  public SweepSetup expect(Expectation expected) {
    expectation = expected;
    return this;
  }

  /** Where the effects are read back; needed where some are expected. */
  public SweepSetup ledger(LedgerReader reader) {
    ledger = reader;
    return this;
  }

  /** The database that the worker uses: any Postgres that can be reached from here. */
  public SweepSetup database(Database used) {
    database = used;
    return this;
  }

  /**
   * An HTTP service that the worker calls.
   *
   * @param name by which the worker's command asks for its address
   * @param url the service's base URL
   */
  public SweepSetup service(String name, String url) {
    services.put(name, url);
    return this;
  }

  /** How long a workflow may show no new event before it counts as stuck. */
  public SweepSetup stuckAfter(Duration bound) {
    return settings(settings.readyWithin(), bound, settings.tries());
  }

  /** How long the worker may take from its start to its first poll. */
  public SweepSetup readyWithin(Duration bound) {
    return settings(bound, settings.stuckAfter(), settings.tries());
  }

  /** How often a boundary is tried to which only a race leads. */
  public SweepSetup tries(int number) {
    return settings(settings.readyWithin(), settings.stuckAfter(), number);
  }

  private SweepSetup settings(Duration readyWithin, Duration stuckAfter, int tries) {
    settings =
        new SweepSettings(settings.depth(), settings.lanes(), readyWithin, stuckAfter, tries);
    return this;
  }

  SweepSettings settings() {
    return settings;
  }

  /**
   * What was described.
   *
   * @param name the sweep's name
   * @throws PlayException if it can't be swept
   */
  Subject subject(String name) {
    return new Subject(
        name,
        given(launcher, "worker", "worker(at -> WorkerCommand.of(…))"),
        given(workload, "workload", "workload(Workload.of(\"YourWorkflow\", input))"),
        given(expectation, "expected outcome", "expect(Expectation.result(\"…\"))"),
        ledgerOrNone(),
        Optional.ofNullable(database),
        services);
  }

  private LedgerReader ledgerOrNone() {
    if (ledger != null) {
      return ledger;
    }
    if (expectation != null && !expectation.effects().isEmpty()) {
      throw new PlayException(
          "The sweep expects effects but names no ledger to read them from: call ledger(…) on its"
              + " SweepSetup.");
    }
    return workflowId -> Ledger.empty();
  }

  private static <T> T given(@Nullable T value, String what, String call) {
    if (value == null) {
      throw new PlayException(
          "The sweep names no %s: call %s on its SweepSetup.".formatted(what, call));
    }
    return value;
  }
}
