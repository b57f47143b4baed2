package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.crashproof.checker.Content;
import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.ExpectedEffect;
import dev.crashproof.checker.Validity;
import dev.crashproof.environment.Database;
import dev.crashproof.lane.Endpoints;
import dev.crashproof.lane.Launcher;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.PlayException;
import dev.crashproof.lane.Subject;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.report.SweepDirectory;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.suite.fixtures.Fixtures.Kind;
import dev.crashproof.sweep.Sweep;
import dev.crashproof.sweep.SweepPlan;
import dev.crashproof.sweep.SweepSettings;
import dev.crashproof.workload.Cue;
import dev.crashproof.workload.OutsideAct;
import dev.crashproof.workload.Workload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What people will hand to a sweep: workers that are odd, and workers, databases and expectations
 * that are wrong. Each comes to a clear end, none hangs, none is green that must not be, and none
 * leaves a process behind.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Tag("any-backend")
@Order(8)
// Not a measure: a hang is to fail here and not in the build's own bound.
@Timeout(240)
class BadInputIT {
  private static final SweepSettings SETTINGS =
      SweepSettings.standard().withLanes(2).withStuckAfter(Duration.ofSeconds(15));
  // Waited for in full by those that never come up; a machine under load takes seconds to start
  // one.
  private static final SweepSettings SOON = SETTINGS.withReadyWithin(Duration.ofSeconds(10));
  // The server's timers, which are up to a second late, take most of a rich run's five seconds.
  private static final SweepSettings MOSTLY_WAITING = SETTINGS.withLanes(4);
  private static final Workload FIXTURE =
      Workload.of("Fixture", TextNode.valueOf("lamp")).onServedWorker();
  private static final Expectation SOLD =
      Expectation.result("\"lamp\"").effects(effects("", "lamp")).inOrder("reserve#1", "charge#1");

  @BeforeEach
  void onARealServer(SuiteRun suite) {
    assumeTrue(suite.sticky(), "UNSUPPORTED: sweeps need a real Temporal server");
  }

  @AfterEach
  void noProcessIsLeft() {
    assertThat(Fixtures.living()).isEmpty();
  }

  @Test
  void aWorkerThatBypassesTheInterposer(SuiteRun suite) {
    Subject subject =
        fixture(suite, "bypass", Fixtures.bypassing(suite.environment().temporalAddress()));

    assertThat(refusal(suite, subject, SOON))
        .contains("does not speak through its interposer")
        .contains("Start it with the address that the sweep gives it");
  }

  @Test
  void aWorkerThatBypassesTheInterposerOfItsDatabase(SuiteRun suite) {
    Database itself = suite.database();
    Launcher launcher =
        endpoints ->
            suite
                .connecting(Fixtures.worker(Kind.SOUND), endpoints)
                .with("DATABASE_URL", itself.jdbcUrl());
    Subject subject = fixture(suite, "database-bypass", launcher, FIXTURE, SOLD);

    assertThat(refusal(suite, subject))
        .contains("UNKNOWN without any fault")
        .contains("does not speak to the database through the interposer")
        .contains("give the worker the interposer's address for its database");
  }

  @Test
  void aWorkerThatCrashesByItself(SuiteRun suite) {
    Subject subject = fixture(suite, "crashing", Fixtures.worker(Kind.CRASHES_BY_ITSELF));

    assertThat(refusal(suite, subject))
        .contains("INVALID without any fault")
        .contains("ended by itself, with exit code 3");
  }

  @Test
  void aWorkerThatNeverPolls(SuiteRun suite) {
    Subject subject = fixture(suite, "never-polls", Fixtures.worker(Kind.NEVER_POLLS));

    assertThat(refusal(suite, subject, SOON))
        .contains("never polled the task queue never-polls")
        .contains("fixture worker ready");
  }

  @Test
  void anExpectedResultThatIsWrong(SuiteRun suite) {
    Subject subject =
        fixture(
            suite,
            "wrong-result",
            through(suite, Fixtures.worker(Kind.SOUND)),
            FIXTURE,
            Expectation.result("\"chair\"").effects(effects("", "lamp")));

    assertThat(refusal(suite, subject))
        .contains("INVALID without any fault")
        .contains("\"chair\"")
        .contains("\"lamp\"")
        .contains("what is expected of it");
  }

  @Test
  void aDatabaseUserWithoutRights(SuiteRun suite) throws SQLException {
    Database own = suite.database();
    Database others = suite.environment().newDatabase("stranger");
    // It may connect, and that is all.
    execute(own, "grant connect on database %s to %s".formatted(own.user(), others.user()));
    Subject subject =
        new Subject(
            "no-rights",
            through(suite, Fixtures.worker(Kind.SOUND)),
            FIXTURE,
            SOLD,
            Fixtures.ledger(new Database(own.jdbcUrl(), others.user(), others.password())),
            Optional.of(own),
            Map.of());

    assertThat(refusal(suite, subject))
        .contains("The ledger could not be read")
        .contains("permission denied for table fixture_attempts")
        .contains("grant that user select");
  }

  @Test
  void aLauncherScriptWhoseChildDoesTheWork(SuiteRun suite) {
    Subject subject = fixture(suite, "launched", Fixtures.launched(Fixtures.worker(Kind.SOUND)));

    assertThat(
            strike(
                suite,
                subject,
                plan(suite, subject, SETTINGS),
                SETTINGS,
                "before RespondActivityTaskCompleted reserve#1",
                "late database charge#1 insert #1",
                "idle"))
        .containsExactly(
            "before RespondActivityTaskCompleted reserve#1: VALID []",
            "late database charge#1 insert #1: VALID []",
            "idle: VALID []");
  }

  @Test
  void aTransactionThatHoldsItsKeyUntilItsEnd(SuiteRun suite) {
    Subject subject = fixture(suite, "in-transactions", Fixtures.worker(Kind.IN_TRANSACTIONS));

    // The replacement waits for the key before it comes to its own commit.
    assertThat(
            strike(
                suite,
                subject,
                plan(suite, subject, SETTINGS),
                SETTINGS,
                "before database reserve#1 begin #1",
                "late database reserve#1 commit #1"))
        .containsExactly(
            "before database reserve#1 begin #1: VALID []",
            "late database reserve#1 commit #1: VALID []");
  }

  @Test
  void aWorkflowThatIsNotDeterministicBetweenRuns(SuiteRun suite) {
    // Three at once, each with one of four numbers of reservations: that all runs take the same
    // path by chance does not happen.
    Subject subject =
        fixture(
            suite,
            "wandering",
            through(suite, Fixtures.worker(Kind.NONDETERMINISTIC_RUNS)),
            FIXTURE.beside(FIXTURE).beside(FIXTURE),
            Expectation.ofEffects().othersAllowed());
    SweepPlan plan = plan(suite, subject, SETTINGS);

    assertThat(plan.verdict().validity()).as(plan.verdict().reason()).isEqualTo(Validity.UNKNOWN);
    if (plan.settled()) {
      assertThat(plan.verdict().reason())
          .contains("not deterministic between runs")
          .contains("reserve#");
    }
    // However good a point is: the sweep's record says that it is no proof.
    assertThat(
            strike(suite, subject, plan, SETTINGS, "before RespondActivityTaskCompleted charge#1"))
        .containsExactly("before RespondActivityTaskCompleted charge#1: VALID []");
    assertThat(facts(suite, subject).read().record().audit().orElseThrow().validity())
        .isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void aWorkflowWithAllThatMakesNamingHard(SuiteRun suite) {
    TextNode ada = TextNode.valueOf("ada");
    List<ExpectedEffect> effects = new ArrayList<>();
    for (String run : List.of("", "run 2: ")) {
      effects.addAll(
          List.of(
              effect(run + "reserve#1", "reserved a"),
              effect(run + "charge#1", "charged b"),
              effect(run + "reserve#2", "reserved c"),
              effect(run + "beat#1", "beaten 3"),
              effect(run + "stumble#1", "stumbled d")));
      effects.addAll(effects(run + "child Fixture#1: ", "e"));
    }
    Subject subject =
        fixture(
            suite,
            "rich",
            through(suite, Fixtures.worker(Kind.RICH)),
            Workload.of("Rich", IntNode.valueOf(2))
                .with(OutsideAct.query("state").when(Cue.activityCompleted("charge#1")))
                .with(OutsideAct.signal("decide", ada).when(Cue.timerStarted(1)))
                .with(
                    OutsideAct.update("approve", ada)
                        .when(Cue.event("WorkflowExecutionContinuedAsNew", 1)))
                .onServedWorker(),
            Expectation.result("\"approved by ada\"").effects(effects));
    SweepPlan plan = plan(suite, subject, MOSTLY_WAITING);

    assertThat(plan.verdict().validity()).as(plan.verdict().reason()).isEqualTo(Validity.VALID);
    assertThat(plan.boundaries())
        .extracting(planned -> planned.boundary().toString())
        .contains(
            "late RespondWorkflowTaskCompleted [RecordMarker LocalActivity note#1,"
                + " ScheduleActivityTask reserve#1, ScheduleActivityTask charge#1,"
                + " ScheduleActivityTask reserve#2]",
            "before database reserve#2 insert #1",
            "late run 2: RecordActivityTaskHeartbeat beat#1 first",
            "after RespondActivityTaskCompleted stumble#1 attempt 2",
            "delivered workflow task [WorkflowExecutionSignaled decide]",
            "before RespondWorkflowTaskCompleted [StartTimer #1]",
            "after run 2: child Fixture#1: RespondActivityTaskCompleted charge#1")
        .anyMatch(name -> name.contains("AcceptUpdate approve#1, CompleteUpdate approve#1"));
    // One of each kind, and of those that every run passes: a race may miss any other.
    String[] struck = {
      "delivered activity reserve#2",
      "late database beat#1 insert #1",
      "before RespondActivityTaskFailed stumble#1",
      "after RespondWorkflowTaskCompleted [StartChildWorkflowExecution Fixture#1]",
      "before child Fixture#1: database charge#1 insert #1",
      "after (assigned) RespondWorkflowTaskCompleted [ContinueAsNewWorkflowExecution Rich]",
      "late run 2: RespondActivityTaskCompleted beat#1",
      "idle"
    };
    assertThat(strike(suite, subject, plan, MOSTLY_WAITING, struck))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(struck).map(name -> name + ": VALID []").toList());
  }

  private static List<ExpectedEffect> effects(String scope, String what) {
    return List.of(
        effect(scope + "reserve#1", "reserved " + what),
        effect(scope + "charge#1", "charged " + what));
  }

  private static ExpectedEffect effect(String activity, String text) {
    return ExpectedEffect.of(activity).with(Content.text(text));
  }

  private static Subject fixture(SuiteRun suite, String name, WorkerCommand worker) {
    return fixture(suite, name, through(suite, worker), FIXTURE, SOLD);
  }

  private static Subject fixture(
      SuiteRun suite, String name, Launcher launcher, Workload workload, Expectation expectation) {
    return new Subject(
        name,
        launcher,
        workload,
        expectation,
        Fixtures.ledger(suite.database()),
        Optional.of(suite.database()),
        Map.of());
  }

  private static Launcher through(SuiteRun suite, WorkerCommand worker) {
    return (Endpoints endpoints) -> suite.connecting(worker, endpoints);
  }

  /** Why it can't be swept; that, too, must be in the facts. */
  private static String refusal(SuiteRun suite, Subject subject) {
    return refusal(suite, subject, SETTINGS);
  }

  private static String refusal(SuiteRun suite, Subject subject, SweepSettings settings) {
    SweepDirectory facts = facts(suite, subject);
    PlayException refused =
        catchThrowableOfType(
            PlayException.class,
            () -> Sweep.of(subject, suite.grounds(), settings).plan(facts, Mode.ASSISTED));
    assertThat(refused).as(subject.name() + " must be refused").isNotNull();
    String why = String.valueOf(refused.getMessage());
    assertThat(facts.read().record().stopped()).contains(why);
    return why;
  }

  private static SweepPlan plan(SuiteRun suite, Subject subject, SweepSettings settings) {
    return Sweep.of(subject, suite.grounds(), settings).plan(facts(suite, subject), Mode.ASSISTED);
  }

  /** What came of these boundaries, in words: the evidence is on disk. */
  private static List<String> strike(
      SuiteRun suite,
      Subject subject,
      SweepPlan plan,
      SweepSettings settings,
      String... boundaries) {
    return Sweep.of(subject, suite.grounds(), settings)
        .run(plan.only(List.of(boundaries)), Mode.ASSISTED, facts(suite, subject), point -> {})
        .results()
        .stream()
        .map(point -> point.name() + ": " + point.validity() + " " + point.reasons())
        .toList();
  }

  /** Beside what the report is derived from: these are no sweeps of the ADR's. */
  private static SweepDirectory facts(SuiteRun suite, Subject subject) {
    return SweepDirectory.at(suite.facts().path().resolve("bad-input").resolve(subject.name()));
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
