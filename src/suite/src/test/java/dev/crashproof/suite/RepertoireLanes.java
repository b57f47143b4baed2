package dev.crashproof.suite;

import dev.crashproof.environment.Database;
import dev.crashproof.lane.Launcher;
import dev.crashproof.lane.Patience;
import dev.crashproof.lane.Subject;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.trial.Campaign;
import dev.crashproof.trial.Trial;
import dev.crashproof.workload.RecordingHttpService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Where the repertoire's workflows are run: each lane has a database and an HTTP service of its
 * own, kept from campaign to campaign.
 */
final class RepertoireLanes implements AutoCloseable {
  private static final String API = "api";
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(90), Duration.ofSeconds(90));

  private final SuiteRun suite;
  private final String id;
  private final int lanes;
  private final Supplier<Database> newDatabase;
  private final Supplier<RecordingHttpService> newService;
  private final Map<Integer, Database> databases = new ConcurrentHashMap<>();
  private final Map<Integer, RecordingHttpService> services = new ConcurrentHashMap<>();
  private int campaigns;

  /** How a worker is started. */
  interface Worker extends Launcher {}

  RepertoireLanes(SuiteRun suite, String id, int lanes) {
    this(
        suite,
        id,
        lanes,
        () -> suite.environment().newDatabase("lane"),
        RecordingHttpService::start);
  }

  /** With databases and services of the caller's, one of each a lane. */
  RepertoireLanes(
      SuiteRun suite,
      String id,
      int lanes,
      Supplier<Database> newDatabase,
      Supplier<RecordingHttpService> newService) {
    this.suite = suite;
    this.newDatabase = newDatabase;
    this.newService = newService;
    this.id = id;
    this.lanes = lanes;
  }

  /** The next campaign in these lanes: to be played once, since its workflows' ids are its own. */
  Campaign campaign(Worker worker) {
    return new Campaign(
        "%s-%d".formatted(id, ++campaigns),
        lane -> subject(lane, worker),
        suite.grounds(),
        suite.environment(),
        PATIENCE,
        lanes);
  }

  private Subject subject(int lane, Worker worker) {
    Database database = databases.computeIfAbsent(lane, own -> newDatabase.get());
    RecordingHttpService service = services.computeIfAbsent(lane, own -> newService.get());
    Trial any = Repertoire.DEMO.trial(id, Schedule.of());
    return new Subject(
        id,
        endpoints -> worker.command(endpoints).with("API_BASE_URL", endpoints.service(API)),
        any.workload(),
        any.expectation(),
        IntegrationRun.ledger(Fixtures.workerLedger(database), service),
        Optional.of(database),
        Map.of(API, service.url()));
  }

  @Override
  public void close() {
    services.values().forEach(RecordingHttpService::close);
  }
}
