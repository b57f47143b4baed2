package dev.crashproof.wire.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.StartedEnvironment;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Ruling;
import dev.crashproof.wire.Wire;
import dev.crashproof.wire.stream.Gate;
import dev.crashproof.wire.stream.Told;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The real server and the driver that most use; log-in is by SCRAM. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresInterposerIT {
  private static final StartedEnvironment STARTED = new StartedEnvironment(Settings::fromSystem);

  private static Database database = new Database("", "", "");

  private final Recorder recorder = new Recorder();
  private final Told told = new Told(recorder);
  private final ExecutorService worker = Executors.newCachedThreadPool();
  private Wire wire = start(recorder);

  @BeforeAll
  static void startServer() {
    STARTED.start();
    database = STARTED.environment().newDatabase("wire");
  }

  @AfterAll
  static void stopServer() {
    STARTED.stop();
  }

  @BeforeEach
  void table() throws SQLException {
    try (Connection direct = direct();
        Statement statement = direct.createStatement()) {
      statement.execute("drop table if exists effects");
      statement.execute("create table effects (id text primary key, data bytea)");
    }
  }

  @AfterEach
  void stop() {
    wire.close();
    worker.shutdownNow();
  }

  @Test
  void logsInByScram() throws SQLException {
    try (Connection connection = connect("sslmode", "prefer", "gssEncMode", "prefer")) {
      assertThat(connection.isValid(5)).isTrue();
      assertThat(wire.connected(1)).isTrue();
      assertThat(wire.connected(2)).isFalse();
    }

    assertCourse("connect", "forwarded, OK, delivered");
    assertThat(told.text("connect")).contains("user=" + database.user());
    assertThat(recorder.history().ops())
        .noneMatch(op -> op.details().toString().contains(database.password()));
    await().until(() -> !wire.connected(1));
  }

  @Test
  void aWrongPasswordIsTheServersError() {
    assertThatThrownBy(() -> connect("password", "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");

    await().until(() -> told.course("connect").startsWith("forwarded, FAIL"));
    assertThat(told.exchange("connect").detail(WireOp.STATUS)).contains("28P01");
  }

  @Test
  void whoInsistsOnTlsGetsItsOwnError() {
    assertThatThrownBy(() -> connect("sslmode", "require"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("does not support SSL");
    assertThat(told.names()).isEmpty();
  }

  @Test
  void statementsAreNamedByTheirVerbs() throws SQLException {
    UUID id = UUID.randomUUID();
    try (Connection connection = connect("prepareThreshold", "1")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 3; i++) {
        try (PreparedStatement insert =
            connection.prepareStatement("insert into effects values (?::uuid || ?, null)")) {
          insert.setObject(1, id);
          insert.setString(2, "-" + i);
          insert.executeUpdate();
        }
      }
      connection.commit();
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select count(*) from effects")) {
        result.next();
        assertThat(result.getInt(1)).isEqualTo(3);
      }
      connection.rollback();
    }

    assertThat(told.names())
        .startsWith("connect")
        .containsSubsequence("begin", "insert", "insert", "insert", "commit")
        .endsWith("begin", "select", "rollback");
    assertThat(told.text("insert")).contains("insert into effects").contains(id.toString());
    assertThat(told.exchanges())
        .filteredOn(exchange -> exchange.call().equals("insert"))
        .allMatch(exchange -> exchange.detail(WireOp.TEXT).orElse("").contains(id.toString()))
        .allMatch(exchange -> exchange.detail(WireOp.TRANSACTION).orElse("").equals("open"));
    assertThat(told.exchange("commit").detail(WireOp.TRANSACTION)).contains("idle");
  }

  @Test
  void simpleQueriesPass() throws SQLException {
    try (Connection connection = connect("preferQueryMode", "simple");
        Statement statement = connection.createStatement()) {
      statement.execute("begin; insert into effects values ('a', null); commit");
    }

    assertCourse("begin+insert+commit", "forwarded, OK, delivered");
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void anErrorInATransactionIsFailAndLeavesItFailed() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> statement.execute("delete from nowhere"))
          .hasMessageContaining("nowhere");
      connection.rollback();
    }

    WireExchange failed = told.exchange("delete");
    assertCourse("delete", "forwarded, FAIL, delivered");
    assertThat(failed.detail(WireOp.STATUS)).contains("42P01");
    assertThat(failed.detail(WireOp.TRANSACTION)).contains("failed");
  }

  @Test
  void aLargeBatchPasses() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into effects values (?, ?)")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 10_000; i++) {
        insert.setString(1, "row-" + i);
        insert.setBytes(2, new byte[600]);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(10_000);
      connection.commit();
    }

    assertThat(rows()).isEqualTo(10_000);
    assertThat(told.exchanges()).allMatch(WireExchange::committed);
  }

  @Test
  void copyPassesBothWays() throws Exception {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      csv.append("row-").append(i).append(",\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Connection connection = connect()) {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      assertThat(
              copy.copyIn(
                  "copy effects from stdin with (format csv)", new StringReader(csv.toString())))
          .isEqualTo(50_000);
      assertThatThrownBy(
              () ->
                  copy.copyIn(
                      "copy effects from stdin with (format csv)",
                      new StringReader(csv.toString())))
          .hasMessageContaining("duplicate key");
      copy.copyOut("copy (select * from effects order by 1) to stdout with (format csv)", out);
      assertThat(connection.isValid(5)).isTrue();
    }

    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(50_000);
    assertThat(told.exchanges())
        .filteredOn(exchange -> exchange.call().equals("copy"))
        .extracting(exchange -> exchange.answer().orElseThrow().kind())
        .containsExactly(OpKind.OK, OpKind.FAIL, OpKind.OK);
  }

  @Test
  void aCursorIsFetchedInSteps() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(100);
      try (ResultSet result = statement.executeQuery("select generate_series(1, 250)")) {
        int rows = 0;
        while (result.next()) {
          rows++;
        }
        assertThat(rows).isEqualTo(250);
      }
      connection.commit();
    }

    assertThat(told.names()).containsSubsequence("begin", "select", "fetch", "fetch", "commit");
  }

  @Test
  void sixtyFourMebibytesPassBothWays() throws SQLException {
    byte[] large = new byte[64 << 20];
    Arrays.fill(large, (byte) 7);
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into effects values ('large', ?)");
        PreparedStatement select = connection.prepareStatement("select data from effects")) {
      insert.setBytes(1, large);
      insert.executeUpdate();
      try (ResultSet result = select.executeQuery()) {
        result.next();
        assertThat(Arrays.equals(result.getBytes(1), large)).isTrue();
      }
    }

    assertThat(told.names()).contains("insert", "select");
    assertThat(told.exchanges()).allMatch(WireExchange::committed);
  }

  @Test
  void notificationsPass() throws SQLException {
    try (Connection listener = connect();
        Connection notifier = connect();
        Statement listen = listener.createStatement();
        Statement notify = notifier.createStatement()) {
      listen.execute("listen events");
      notify.execute("notify events, 'hello'");
      assertThat(listener.unwrap(PGConnection.class).getNotifications(30_000))
          .singleElement()
          .satisfies(notification -> assertThat(notification.getParameter()).isEqualTo("hello"));
    }
  }

  @Test
  void aRunningQueryIsCancelled() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      CompletableFuture<Boolean> asleep =
          CompletableFuture.supplyAsync(
              () -> unchecked(() -> statement.execute("select pg_sleep(60)")), worker);
      await().until(() -> running("pg_sleep"));
      statement.cancel();
      assertThatThrownBy(asleep::join).hasMessageContaining("canceling statement");
    }

    await().until(() -> told.course("cancel").contains("OK"));
    assertThat(told.exchange("select").detail(WireOp.STATUS)).contains("57014");
  }

  @Test
  void aHeldStatementOutlivesItsSender() throws Exception {
    Gate gate = Gate.onRequest("insert", Ruling.hold());
    wire.intercept(gate);
    Connection dying = connect();
    CompletableFuture<Boolean> inserting = insert(dying, "late");
    gate.met();

    assertThat(rows()).isZero();
    dying.abort(Runnable::run);
    assertThatThrownBy(inserting::join).isNotNull();
    await().until(() -> !wire.connected(1));
    assertThat(rows()).isZero();
    gate.met().release();

    assertThat(gate.answered().kind()).isEqualTo(OpKind.OK);
    assertThat(rows()).isEqualTo(1);
    assertCourse("insert", "held, abandoned, forwarded posthumously, OK");
    await().until(() -> sessions() == 0);
  }

  @Test
  void aDroppedStatementNeverHappens() throws Exception {
    Gate gate = Gate.onRequest("insert", Ruling.hold());
    wire.intercept(gate);
    Connection dying = connect();
    CompletableFuture<Boolean> inserting = insert(dying, "never");
    gate.met();
    dying.abort(Runnable::run);
    assertThatThrownBy(inserting::join).isNotNull();
    await().until(() -> !wire.connected(1));
    gate.met().drop();

    await().until(() -> sessions() == 0);
    assertThat(rows()).isZero();
    assertCourse("insert", "held, abandoned, dropped");
  }

  @Test
  void anAnswerIsHeldWhileTheServerHasCommitted() throws Exception {
    Gate gate = Gate.onRequest("insert", Ruling.passHoldingReply());
    wire.intercept(gate);
    Connection dying = connect();
    CompletableFuture<Boolean> inserting = insert(dying, "committed");

    assertThat(gate.answered().kind()).isEqualTo(OpKind.OK);
    assertThat(rows()).isEqualTo(1);
    assertThat(inserting).isNotDone();
    dying.abort(Runnable::run);
    assertThatThrownBy(inserting::join).isNotNull();
    await().until(() -> !wire.connected(1));
    gate.met().drop();

    await().until(() -> told.course("insert").endsWith("reply-dropped"));
    assertCourse("insert", "forwarded, OK, reply-held, reply-dropped");
    assertThat(gate.met().delivered()).isNotDone();
  }

  @Test
  void aHeldLogInIsHeldFromWhereTheServerNeedsNothingMore() throws Exception {
    Gate gate = Gate.onRequest("connect", Ruling.passHoldingReply());
    wire.intercept(gate);
    CompletableFuture<Connection> connecting =
        CompletableFuture.supplyAsync(() -> unchecked(() -> connect()), worker);

    assertThat(gate.answered().kind()).isEqualTo(OpKind.OK);
    assertThat(connecting).isNotDone();
    gate.met().release();
    try (Connection connection = connecting.join()) {
      assertThat(connection.isValid(5)).isTrue();
    }
    assertCourse("connect", "forwarded, OK, reply-held, delivered");
  }

  @Test
  void anInjectedErrorLeavesTheTransactionAsItWas() throws SQLException {
    wire.intercept(Gate.onRequest("delete", Ruling.fail("40001", "could not serialize")));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("insert into effects values ('kept', null)");
      assertThatThrownBy(() -> statement.execute("delete from effects"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
      connection.commit();
    }

    assertThat(rows()).isEqualTo(1);
    assertCourse("delete", "refused");
  }

  @Test
  void aRefusedLogInIsTheWorkersError() {
    wire.intercept(Gate.onRequest("connect", Ruling.fail("57P03", "the database is starting up")));

    assertThatThrownBy(() -> connect()).hasMessageContaining("the database is starting up");
    await().until(() -> !wire.connected(1));
  }

  @Test
  void aDeadWorkersOpenTransactionIsRolledBack() throws Exception {
    Connection dying = connect();
    dying.setAutoCommit(false);
    insert(dying, "open").join();
    dying.abort(Runnable::run);

    await().until(() -> sessions() == 0);
    assertThat(rows()).isZero();
  }

  @Test
  void aDelayedStatementArrives() throws SQLException {
    wire.intercept(Gate.onRequest("insert", Ruling.delay(Duration.ofMillis(1))));
    try (Connection connection = connect()) {
      insert(connection, "delayed").join();
    }

    assertCourse("insert", "delayed, forwarded, OK, delivered");
  }

  @Test
  void theNextStartOfTheWorkerIsAnotherTenant() throws SQLException {
    try (Connection first = connect()) {
      wire.tenant(2);
      try (Connection second = connect()) {
        assertThat(wire.connected(1)).isTrue();
        assertThat(wire.connected(2)).isTrue();
        assertThat(second.isValid(5)).isTrue();
      }
      await().until(() -> !wire.connected(2));
      assertThat(first.isValid(5)).isTrue();
    }
    assertThat(told.exchanges()).extracting(WireExchange::start).contains(1, 2);
  }

  @Test
  void aServerThatIsNotThereCertainlyDidNothing() {
    wire.close();
    wire = PostgresInterposer.start("worker", Bind.loopback(), "127.0.0.1", 1, recorder);

    assertThatThrownBy(() -> connect()).isInstanceOf(SQLException.class);
    assertCourse("connect", "FAIL");
    assertThat(told.exchange("connect").step(Step.FORWARDED)).isEmpty();
  }

  private static Wire start(Recorder recorder) {
    URI server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    return PostgresInterposer.start(
        "worker", Bind.loopback(), server.getHost(), server.getPort(), recorder);
  }

  /** What is written down of a delivery comes after it. */
  private void assertCourse(String name, String course) {
    await().untilAsserted(() -> assertThat(told.course(name)).isEqualTo(course));
  }

  private CompletableFuture<Boolean> insert(Connection by, String id) {
    return CompletableFuture.supplyAsync(
        () ->
            unchecked(
                () -> {
                  try (PreparedStatement insert =
                      by.prepareStatement("insert into effects values (?, null)")) {
                    insert.setString(1, id);
                    return insert.execute();
                  }
                }),
        worker);
  }

  private Connection connect(String... properties) throws SQLException {
    Properties all = new Properties();
    all.setProperty("user", database.user());
    all.setProperty("password", database.password());
    all.setProperty("ApplicationName", "wired");
    all.setProperty("cancelSignalTimeout", "30");
    for (int i = 0; i < properties.length; i += 2) {
      all.setProperty(properties[i], properties[i + 1]);
    }
    String name = database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/'));
    return DriverManager.getConnection("jdbc:postgresql://" + wire.address() + name, all);
  }

  private static Connection direct() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static int rows() throws SQLException {
    return count("select count(*) from effects");
  }

  private static int sessions() throws SQLException {
    return count("select count(*) from pg_stat_activity where application_name = 'wired'");
  }

  private static boolean running(String what) throws SQLException {
    return count(
            "select count(*) from pg_stat_activity where state = 'active' and wait_event = 'PgSleep'"
                + " and query like '%"
                + what
                + "%'")
        > 0;
  }

  private static int count(String query) throws SQLException {
    try (Connection direct = direct();
        Statement statement = direct.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getInt(1);
    }
  }

  private interface Throwing<T> {
    T call() throws Exception;
  }

  private static <T> T unchecked(Throwing<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
