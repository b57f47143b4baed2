package dev.crashproof.suite;

import dev.crashproof.checker.Expectation;
import dev.crashproof.environment.Database;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.Environments;
import dev.crashproof.environment.Settings;
import dev.crashproof.history.Recorder;
import dev.crashproof.lane.Endpoints;
import dev.crashproof.lane.Grounds;
import dev.crashproof.lane.Launcher;
import dev.crashproof.lane.Subject;
import dev.crashproof.measure.Control;
import dev.crashproof.process.Child;
import dev.crashproof.process.Readiness;
import dev.crashproof.process.Run;
import dev.crashproof.process.RunRegistry;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.RunDirectory;
import dev.crashproof.scenario.Stage;
import dev.crashproof.workload.LedgerReader;
import dev.crashproof.workload.SqlLedger;
import dev.crashproof.workload.TemporalNamespace;
import dev.crashproof.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What all tests of a run share: the environment, started once, and the place where facts are
 * saved.
 */
final class SuiteRun implements AutoCloseable {
  private static final Duration TO_POLL = Duration.ofSeconds(60);

  private static final String WITH_RECOVERY = "crashproof.recovery";

  /** Whether the worker runs with its recovery library: not with -Dcrashproof.recovery=false. */
  static final boolean RECOVERY = Asked.text(WITH_RECOVERY).filter("false"::equals).isEmpty();

  private final Console console;
  private final Run processes;
  private final RunDirectory facts;
  private final Environment environment;
  private final TemporalNamespace namespace;
  private final Database database;
  private final LedgerReader ledger;
  private final Control control;
  private final Depth depth;

  private SuiteRun(
      Console console, Depth depth, Run processes, RunDirectory facts, Environment environment) {
    this.console = console;
    this.processes = processes;
    this.facts = facts;
    this.environment = environment;
    this.namespace =
        TemporalNamespace.connect(
            environment.temporalAddress(), environment.newNamespace("crashproof"));
    this.database = environment.newDatabase("crashproof");
    this.ledger = ledgerIn(database);
    this.control = new Control();
    this.depth = depth;
  }

  static SuiteRun start() {
    Console console = new Console();
    RunDirectory facts =
        RunDirectory.create(
            Path.of(property("crashproof.reports")), Instant.parse(property("crashproof.run")));
    facts.save(AdrSuite.plan(Depth.NORMAL));
    try {
      // Neither true nor false is refused, and not before there is a report to tell it.
      Asked.flag(WITH_RECOVERY, true);
      Depth depth = Depth.asked();
      facts.save(AdrSuite.plan(depth));
      return start(console, depth, facts);
    } catch (RuntimeException e) {
      // Whatever it was, the report tells it.
      facts.missing("environment", Optional.ofNullable(e.getMessage()).orElse(e.toString()));
      throw e;
    }
  }

  private static SuiteRun start(Console console, Depth depth, RunDirectory facts) {
    Run processes = RunRegistry.standard(Environments.leftoverCleaners()).open();
    try {
      Environment environment = Environments.start(Settings.fromSystem(), processes, console::step);
      return within(console, depth, processes, facts, environment);
    } catch (RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  private static SuiteRun within(
      Console console, Depth depth, Run processes, RunDirectory facts, Environment environment) {
    try {
      SuiteRun run = new SuiteRun(console, depth, processes, facts, environment);
      facts.save(Facts.of(environment.description()));
      if (!run.sticky()) {
        facts.save(AdrSuite.planOnTestServer(depth));
      }
      return run;
    } catch (RuntimeException e) {
      environment.close();
      throw e;
    }
  }

  Console console() {
    return console;
  }

  RunDirectory facts() {
    return facts;
  }

  Environment environment() {
    return environment;
  }

  TemporalNamespace namespace() {
    return namespace;
  }

  Database database() {
    return database;
  }

  LedgerReader ledger() {
    return ledger;
  }

  Control control() {
    return control;
  }

  Depth depth() {
    return depth;
  }

  /** A stage with a worker of its own, not started yet, on a task queue of its own. */
  Stage stage(String taskQueue) {
    Recorder recorder = new Recorder();
    return new Stage(namespace, ledger, worker(taskQueue, recorder), recorder);
  }

  /** The worker of the ADR, not started yet, on a task queue of its own. */
  WorkerProcess worker(String taskQueue, Recorder recorder) {
    return processes.worker(
        taskQueue, command(taskQueue), recorder, facts.path().resolve("output"));
  }

  /**
   * Waits until the worker polls, by what the server tells, or by its own word where it does not.
   */
  void awaitPolling(Child worker, String taskQueue) {
    worker.awaitReady(
        namespace.tellsPollers()
            ? child -> namespace.polled(taskQueue)
            : Readiness.output("crashproof-worker ready"),
        TO_POLL);
  }

  /** The command that starts the worker on a task queue. */
  WorkerCommand command(String taskQueue) {
    return command(direct(taskQueue));
  }

  /** The command that starts the worker where it is to connect. */
  WorkerCommand command(Endpoints endpoints) {
    return connecting(WorkerCommand.of(property("crashproof.worker")), endpoints);
  }

  /**
   * Whether the worker has a sticky queue. The SDK's Java test server never takes back what it gave
   * to a dead worker's, so that a workflow would stand for good; a real server does.
   */
  boolean sticky() {
    return environment.description().comparableTimings();
  }

  /** Any worker's command with the variables that tell where everything is in this run. */
  WorkerCommand placed(WorkerCommand command, String taskQueue) {
    return connecting(command, direct(taskQueue));
  }

  private Endpoints direct(String taskQueue) {
    return new Endpoints(
        environment.temporalAddress(),
        namespace.name(),
        taskQueue,
        Optional.of(database),
        Map.of());
  }

  /** The same with where it is to connect. */
  WorkerCommand connecting(WorkerCommand command, Endpoints endpoints) {
    Database reached = endpoints.requireDatabase();
    WorkerCommand connecting =
        command
            // The report names the harness's Java as the worker's, so it is the worker's.
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("TEMPORAL_ADDRESS", endpoints.temporalAddress())
            .with("TEMPORAL_NAMESPACE", endpoints.namespace())
            .with("TASK_QUEUE", endpoints.taskQueue())
            .with("DATABASE_URL", reached.jdbcUrl())
            .with("DATABASE_USER", reached.user())
            .with("DATABASE_PASSWORD", reached.password())
            // Of each task queue its own, so that no worker deals with what another test's left.
            .with(
                "RECOVERY_DIRECTORY",
                RECOVERY
                    ? facts.path().resolve("journals").resolve(endpoints.taskQueue()).toString()
                    : "off");
    return sticky() ? connecting : connecting.with("STICKY_TIMEOUT", "0s");
  }

  /** The worker of the ADR as what a sweep strikes. */
  Subject subject(String name, Workload workload, Expectation expectation) {
    return subject(name, this::command, workload, expectation);
  }

  /** Another worker, with the same database and tables, as what a sweep strikes. */
  Subject subject(String name, Launcher launcher, Workload workload, Expectation expectation) {
    return new Subject(
        name, launcher, workload, expectation, ledger, Optional.of(database), Map.of());
  }

  /** Where sweeps take place. */
  Grounds grounds() {
    return new Grounds(
        environment.temporalAddress(), namespace, processes, facts.path().resolve("output"));
  }

  /** A process of another command, for the tests of what goes wrong. */
  WorkerProcess process(String name, WorkerCommand command) {
    return process(name, command, new Recorder());
  }

  /** The same, whose ops go into an order of the caller's. */
  WorkerProcess process(String name, WorkerCommand command, Recorder recorder) {
    return processes.worker(name, command, recorder, facts.path().resolve("output"));
  }

  @Override
  public void close() {
    console.step("tearing down");
    namespace.close();
    environment.close();
    processes.close();
  }

  static LedgerReader ledgerIn(Database database) {
    return new SqlLedger(
        database,
        "select effect_key as key, workflow_id, activity_type, attempt, applied from attempts"
            + " where workflow_id = ? order by id",
        "select effect_key as key, workflow_id, activity_type, content::text as content"
            + " from effects where workflow_id = ? order by recorded_at, effect_key");
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "the suite needs the system property %s, which `mvn verify` sets: run it through Maven, or"
                  .formatted(name)
              + " set it");
    }
    return value;
  }
}
