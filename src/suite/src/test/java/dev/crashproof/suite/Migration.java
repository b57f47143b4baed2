package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.AttemptsChecker;
import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.history.History;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.report.MigrationFacts;
import dev.crashproof.report.MigrationFacts.MigratedRun;
import dev.crashproof.report.MigrationFacts.ReplayedRun;
import dev.crashproof.report.ScenarioRecord;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.LedgerReader;
import dev.crashproof.workload.RecordingHttpService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;

/** The steps' hands: workers, workflows, kills, and what is gathered and judged in the end. */
final class Migration implements AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final String OPEN_ON_THE_OLD_QUEUE =
      "TaskQueue = 'default' AND ExecutionStatus = 'Running' AND WorkflowType IN"
          + " ('VerificationWorkflow', 'IntegrationWorkflow')";
  private static final int TRIES_TO_STRADDLE = 5;

  private final SuiteRun suite;
  private final long seed;
  private final Recorder recorder = new Recorder();
  private final RecordingHttpService api = RecordingHttpService.start();
  private final LedgerReader ledger;
  private final Fleet fleet;
  private final MigrationFeed feed;
  private final Strikes strikes;

  Migration(SuiteRun suite, long seed) {
    Random random = new Random(seed);
    this.suite = suite;
    this.seed = seed;
    this.ledger = IntegrationRun.ledger(suite.ledger(), api);
    this.fleet = new Fleet(suite, recorder, api.url());
    this.feed = new MigrationFeed(suite.namespace(), random);
    this.strikes = new Strikes(suite, fleet, feed, recorder, random);
  }

  Fleet fleet() {
    return fleet;
  }

  MigrationFeed feed() {
    return feed;
  }

  Strikes strikes() {
    return strikes;
  }

  void step(String number, String what) {
    feed.step(number);
    recorder.record(OpKind.INFO, "harness", "step", Map.of("number", number, "what", what));
    suite.console().step("migration, step %s: %s".formatted(number, what));
  }

  /**
   * Moves a type while some of its workflows are under way on the old queue: the worker there is
   * killed in the midst of them, the type moves, and only then it comes back.
   */
  void moveInTheMidst(MigrationKind kind, Fleet.Post monolith) {
    for (int tried = 1; ; tried++) {
      strikes.strikeAmong(monolith, kind, 2);
      boolean open =
          !feed.open(m -> m.kind() == kind && m.taskQueue().equals(MigrationFeed.OLD_QUEUE))
              .isEmpty();
      if (open || tried == TRIES_TO_STRADDLE) {
        assertThat(open).as("some are open on the old queue").isTrue();
        break;
      }
      fleet.start(monolith);
    }
    fleet.post(kind.role(), kind.role(), kind.role());
    feed.move(kind);
    fleet.start(monolith);
  }

  /** Waits until nothing of a moved type is open on the old queue, as whoever deploys would ask. */
  void awaitOldQueueEmpty() {
    Awaitility.await("no open execution of a moved type on the old queue")
        .atMost(BOUND)
        .until(
            () ->
                suite.namespace().count(OPEN_ON_THE_OLD_QUEUE) == 0
                    && feed.open(
                            m -> m.kind().moves() && m.taskQueue().equals(MigrationFeed.OLD_QUEUE))
                        .isEmpty());
  }

  void awaitAllClosed() {
    Awaitility.await("all workflows have ended")
        .atMost(BOUND)
        .until(() -> feed.open(m -> true).isEmpty());
  }

  /** Judges every workflow by what is known of it, and saves it. */
  void judge() {
    for (Migrant migrant : feed.all()) {
      Evidence evidence = evidence(migrant);
      List<Checker> checkers = new ArrayList<>(migrant.expectation().checkers());
      checkers.add(new AttemptsChecker(List.of()));
      checkers.add(new ServedByChecker(migrant.allowed(), fleet::role));
      Judgement judgement = Checkers.judge(checkers, evidence);
      suite
          .facts()
          .save(
              new ScenarioRecord(
                  AdrSuite.MIGRATION.id(),
                  migrant.number(),
                  migrant.kind().type(),
                  AdrSuite.MIGRATION.moment(),
                  evidence,
                  judgement.verdicts()));
    }
  }

  private Evidence evidence(Migrant migrant) {
    Optional<String> result =
        suite
            .namespace()
            .awaitClosed(migrant.run(), Duration.ofSeconds(1))
            .flatMap(Completion::result);
    return new Evidence(
        new History(List.of()),
        suite.namespace().eventHistory(migrant.run()),
        ledger.read(migrant.run().workflowId()),
        result);
  }

  /** Saves what happened as a whole. */
  void save(int plannedKills, List<ReplayedRun> replays) {
    suite
        .facts()
        .save(
            new MigrationFacts(
                AdrSuite.MIGRATION.id(),
                seed,
                plannedKills,
                recorder.history(),
                feed.all().stream().map(this::migrated).toList(),
                replays));
  }

  private MigratedRun migrated(Migrant migrant) {
    return new MigratedRun(
        migrant.number(),
        migrant.kind().type(),
        migrant.taskQueue(),
        migrant.step(),
        feed.straddled(migrant));
  }

  @Override
  public void close() {
    fleet.close();
    api.close();
  }
}
