package dev.crashproof.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.StartedEnvironment;
import dev.crashproof.history.Recorder;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Wire;
import dev.crashproof.wire.postgres.PostgresInterposer;
import dev.crashproof.wire.stream.Told;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real server, and the driver that most use. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkOnPostgresIT {
  private static final StartedEnvironment STARTED = new StartedEnvironment(Settings::fromSystem);

  private static Database database = new Database("", "", "");

  private final Recorder recorder = new Recorder();
  private final Told told = new Told(recorder);
  private final ExecutorService worker = Executors.newCachedThreadPool();
  private final Network network = new Network("worker", 1);
  private final Wire wire = start(recorder);

  @BeforeAll
  static void startServer() {
    STARTED.start();
    database = STARTED.environment().newDatabase("network");
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
      statement.execute("create table effects (id text primary key)");
    }
    wire.intercept(network);
  }

  @AfterEach
  void stop() {
    wire.close();
    worker.shutdownNow();
  }

  @Test
  void aResetBreaksTheSessionAndItsTransaction() throws Exception {
    Connection broken = connect();
    broken.setAutoCommit(false);
    insert(broken, "open").join();
    wire.reset();

    await().until(() -> !wire.connected(1));
    assertThatThrownBy(() -> insert(broken, "second").join())
        .cause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    await().until(() -> sessions("true") == 0);
    assertThat(rows()).isZero();
    assertItWorks();
  }

  @Test
  void aResetFailsAPendingStatementAtOnceThoughTheServerMayTakeIt() throws Exception {
    try (Connection blocker = direct();
        Statement lock = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      lock.execute("lock table effects in exclusive mode");
      CompletableFuture<Boolean> pending = insert(connect(), "taken");
      await().until(() -> sessions("wait_event_type = 'Lock'") == 1);
      wire.reset();

      assertThatThrownBy(pending::join).cause().isInstanceOf(SQLException.class);
      await().until(() -> told.course("insert").equals("forwarded, abandoned"));
      blocker.rollback();
    }
    await().until(() -> told.course("insert").equals("forwarded, abandoned, OK"));
    assertThat(rows()).isEqualTo(1);
    assertItWorks();
  }

  @Test
  void whatACutHeldArrivesWhenItHeals() throws Exception {
    Connection connection = connect();
    network.cut();
    CompletableFuture<Boolean> inserting = insert(connection, "late");
    await().until(() -> network.struck().held() == 1);
    assertThat(rows()).isZero();
    network.heal();

    inserting.join();
    assertThat(rows()).isEqualTo(1);
    connection.close();
  }

  @Test
  void whatACutHeldNeverArrivesWhenTheConnectionsBreak() throws Exception {
    Connection connection = connect();
    network.cut();
    CompletableFuture<Boolean> inserting = insert(connection, "lost");
    CompletableFuture<Connection> connecting =
        CompletableFuture.supplyAsync(() -> unchecked(this::connect), worker);
    await().until(() -> network.struck().held() == 2);
    network.healBroken(List.of(wire));

    assertThatThrownBy(inserting::join).cause().isInstanceOf(SQLException.class);
    assertThatThrownBy(connecting::join).cause().isInstanceOf(SQLException.class);
    await().until(() -> told.course("insert").equals("held, dropped"));
    await().until(() -> sessions("true") == 0);
    assertThat(rows()).isZero();
    assertThat(network.struck()).isEqualTo(new Tally(2, 2, 0, 0));
    assertItWorks();
  }

  @Test
  void aLostReplyLeavesTheRowAndADeafConnection() throws Exception {
    Connection connection = connect();
    network.repliesLost();
    CompletableFuture<Boolean> inserting = insert(connection, "committed");
    await().until(() -> rows() == 1);
    await().until(() -> told.course("insert").endsWith("reply-dropped"));
    assertThat(inserting).isNotDone();
    network.healBroken(List.of(wire));

    assertThatThrownBy(inserting::join).cause().isInstanceOf(SQLException.class);
    assertThat(network.struck()).isEqualTo(new Tally(0, 1, 0, 0));
    assertItWorks();
  }

  @Test
  void slowIsTwiceLateAtTheRequest() throws Exception {
    Duration late = Duration.ofMillis(50);
    try (Connection connection = connect()) {
      network.slow(late);
      long before = System.nanoTime();
      insert(connection, "slow").join();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(late.multipliedBy(2));
    }
    assertThat(network.struck().delayed()).isEqualTo(1);
  }

  @Test
  void anUnreachableFrontendIsNoneOfTheDatabases() throws Exception {
    network.frontendDown();

    assertItWorks();
    assertThat(network.struck().none()).isTrue();
  }

  private void assertItWorks() throws SQLException {
    int before = rows();
    try (Connection connection = connect()) {
      insert(connection, "works").join();
    }
    assertThat(rows()).isEqualTo(before + 1);
  }

  private static Wire start(Recorder recorder) {
    URI server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    return PostgresInterposer.start(
        "worker", Bind.loopback(), server.getHost(), server.getPort(), recorder);
  }

  private CompletableFuture<Boolean> insert(Connection by, String id) {
    return CompletableFuture.supplyAsync(
        () ->
            unchecked(
                () -> {
                  try (PreparedStatement insert =
                      by.prepareStatement("insert into effects values (?)")) {
                    insert.setString(1, id);
                    return insert.execute();
                  }
                }),
        worker);
  }

  private Connection connect() throws SQLException {
    String name = database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/'));
    return DriverManager.getConnection(
        "jdbc:postgresql://" + wire.address() + name + "?ApplicationName=networked",
        database.user(),
        database.password());
  }

  private static Connection direct() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static int rows() throws SQLException {
    return count("select count(*) from effects");
  }

  private static int sessions(String which) throws SQLException {
    return count(
        "select count(*) from pg_stat_activity where application_name = 'networked' and " + which);
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
      throw new CompletionException(e);
    }
  }
}
