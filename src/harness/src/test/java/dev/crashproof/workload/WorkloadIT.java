package dev.crashproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.crashproof.environment.Database;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.StartedEnvironment;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Workloads, replays and ledgers on the environment that is to be had here. */
class WorkloadIT extends WorkloadRunContract {
  private static final String NO_ATTEMPTS = "select null as key where ?::text is null and 1 = 2";

  private static StartedEnvironment started;
  private static TemporalNamespace namespace;
  private static InJvmWorker worker;

  @BeforeAll
  static void start() {
    started = new StartedEnvironment(Settings::fromSystem);
    started.start();
    Environment environment = started.environment();
    namespace =
        TemporalNamespace.connect(
            environment.temporalAddress(), environment.newNamespace("workload"));
    worker = worker(QUEUE, ErrandImpl.class);
  }

  @AfterAll
  static void stop() {
    if (worker != null) {
      worker.close();
    }
    if (namespace != null) {
      namespace.close();
    }
    started.stop();
  }

  @Override
  TemporalNamespace namespace() {
    return namespace;
  }

  @Test
  void actsThatFindNoWorkerAreAskedAgainAndDoneOnce() {
    Recorder recorder = new Recorder();
    Workload workload =
        Workload.of("Errand", TextNode.valueOf("wait"))
            .with(OutsideAct.query("state"))
            .with(OutsideAct.signal("go", TextNode.valueOf("home")))
            .with(
                OutsideAct.update("approve", TextNode.valueOf("ada")).when(Cue.after("signal go")));

    try (WorkloadRun run = WorkloadRun.start(namespace, workload, "late", "late", recorder)) {
      await().until(() -> sent(recorder, "update"));
      assertThat(run.awaitClosed(Duration.ofSeconds(3))).isEmpty();
      assertThat(run.dump())
          .contains("sent and not answered: update approve")
          .contains("sent and not answered: query state");

      try (InJvmWorker late = worker("late", ErrandImpl.class)) {
        assertThat(late).isNotNull();
        assertThat(run.awaitClosed(BOUND).flatMap(Completion::result)).contains("\"home by ada\"");
      }
      assertThat(run.eventHistory().all(e -> e.is("WorkflowExecutionUpdateAccepted"))).hasSize(1);
      assertThat(run.eventHistory().all(e -> e.is("WorkflowExecutionSignaled"))).hasSize(1);
      assertThat(recorder.history().all(op -> op.kind() == OpKind.OK && op.name().equals("query")))
          .hasSize(1);
    }
  }

  private static boolean sent(Recorder recorder, String act) {
    return recorder.history().first(op -> op.is(OpKind.INVOKE, act)).isPresent();
  }

  @Test
  void theSameCodeReplays() {
    EventHistory parent = played("replayed", "parent");
    EventHistory quick = played("replayed-quick", "quick");

    try (InJvmWorker same = worker("replayed", ErrandImpl.class)) {
      assertThat(same).isNotNull();
      assertThat(replay(parent)).isEqualTo(new Replay.Replayed(Optional.empty()));
    }
    try (InJvmWorker same = worker("replayed-quick", ErrandImpl.class)) {
      assertThat(same).isNotNull();
      assertThat(replay(quick)).isEqualTo(new Replay.Replayed(Optional.empty()));
    }
  }

  @Test
  void changedCodeIsFoundToBeNondeterministic() {
    EventHistory quick = played("changed", "quick");

    try (InJvmWorker changed = worker("changed", ChangedErrandImpl.class)) {
      assertThat(changed).isNotNull();
      assertThat(replay(quick))
          .isInstanceOfSatisfying(
              Replay.Replayed.class,
              replayed ->
                  assertThat(replayed.failure().orElse(""))
                      .contains("NonDeterministicException")
                      .doesNotContain("\tat "));
    }
  }

  @Test
  void codeThatIsNotThereReplaysNothing() {
    EventHistory quick = played("strange", "quick");

    try (InJvmWorker stranger = worker("strange", Stranger.Impl.class)) {
      assertThat(stranger).isNotNull();
      assertThat(replay(quick))
          .isInstanceOfSatisfying(
              Replay.NotReplayed.class,
              not -> assertThat(not.why()).contains("no code").contains("Errand"));
    }
  }

  @Test
  void withoutAWorkerNothingIsReplayed() {
    EventHistory quick = played("alone", "quick");

    assertThat(new Replayer(namespace).replay(quick, Duration.ofMillis(500)))
        .isInstanceOfSatisfying(
            Replay.NotReplayed.class,
            not -> assertThat(not.why()).contains("no worker answered within 500 ms"));
    assertThat(new Replayer(namespace).replay(quick.upTo(2), BOUND))
        .isInstanceOfSatisfying(
            Replay.NotReplayed.class, not -> assertThat(not.why()).contains("still open"));
  }

  @Test
  void aLedgerIsAnyQueryOfTheUsersAndSaysWhatIsWrongWithIt() throws SQLException {
    Database database = started.environment().newDatabase("ledger");
    execute(database, "create table done (id text, type text, what text)");
    execute(database, "insert into done values ('w', 'charge', '5'), ('x', 'charge', '6')");
    String columns = "select id || '/1' as key, id as workflow_id, type as activity_type, ";

    assertThat(ledger(database, columns + "what as content from done where id = ?").effects())
        .containsExactly(new Effect("w/1", "w", "charge", "5"));

    assertRefused(database, columns + "what from done where id = ?", "content", "every column");
    assertRefused(database, columns + "what as content from done", "", "one parameter, written ?");
    assertRefused(database, columns + "what as content from gone where id = ?", "gone", "a table");
    assertRefused(database, "selec ?", "syntax error", "check the ledger's queries");
    execute(database, "revoke all on done from current_user");
    assertRefused(
        database,
        columns + "what as content from done where id = ?",
        "permission denied for table done",
        "grant that user select");
  }

  private static void assertRefused(Database database, String query, String reason, String remedy) {
    assertThatThrownBy(() -> ledger(database, query))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(remedy);
  }

  private static Ledger ledger(Database database, String effects) {
    return new SqlLedger(database, NO_ATTEMPTS, effects).read("w");
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Replay replay(EventHistory eventHistory) {
    return new Replayer(namespace).replay(eventHistory, BOUND);
  }

  /** An errand that was run to its end, on a queue that nobody polls any more. */
  private static EventHistory played(String queue, String what) {
    try (InJvmWorker first = worker(queue, ErrandImpl.class);
        WorkloadRun run =
            WorkloadRun.start(
                namespace,
                Workload.of("Errand", TextNode.valueOf(what)),
                queue,
                queue,
                new Recorder())) {
      assertThat(first).isNotNull();
      assertThat(run.awaitClosed(BOUND)).isPresent();
      return run.eventHistory();
    }
  }

  private static InJvmWorker worker(String queue, Class<?> workflow) {
    return new InJvmWorker(
        started.environment().temporalAddress(), namespace.name(), queue, workflow);
  }
}
