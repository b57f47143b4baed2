package dev.crashproof.environment.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Environments;
import dev.crashproof.environment.PausableDatabase;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.RestartableDatabase;
import dev.crashproof.environment.SessionControl;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.SmallVolume;
import dev.crashproof.environment.Sql;
import dev.crashproof.environment.StartedEnvironment;
import dev.crashproof.environment.servers.FreePorts;
import dev.crashproof.process.Run;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On servers that this test runs itself, as somebody else would. */
class ExternalIT {
  private static @Nullable EmbeddedPostgres postgres;
  private static TestServer.@Nullable PortBoundTestServer temporal;
  private static int temporalPort;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    temporalPort = FreePorts.next();
    temporal = TestServer.createPortBoundServer(temporalPort);
  }

  @AfterAll
  static void stop() throws IOException {
    Objects.requireNonNull(temporal).close();
    Objects.requireNonNull(postgres).close();
  }

  @Test
  void namespacesAndDatabasesAreMadeThereAndDatabasesDroppedAgain(@TempDir Path base)
      throws SQLException {
    Database database;
    try (Run run = StartedEnvironment.openRun(base)) {
      Environment environment = Environments.start(given(admin()), run, Progress.silent());
      database = environment.newDatabase("external");
      assertThat(environment.newNamespace("external")).startsWith("external-");
      assertThat(environment.description().backend()).isEqualTo("external");
      assertThat(databases()).contains(database.user());
    }
    assertThat(databases()).doesNotContain(database.user());
  }

  /** By a role that is a stranger to the sessions' owner as far as ending them goes. */
  @Test
  void theSessionsOfADatabaseCanBeEndedByWhoeverMayCreateOne(@TempDir Path base)
      throws SQLException {
    execute("create role creator login createdb createrole password 'creator'");
    Database creator = new Database(admin().jdbcUrl(), "creator", "creator");
    try (Run run = StartedEnvironment.openRun(base)) {
      Environment environment = Environments.start(given(creator), run, Progress.silent());
      Database database = environment.newDatabase("sessions");
      try (Connection session = Sql.connect(database)) {
        assertThat(((SessionControl) environment).terminateSessions(database)).isEqualTo(1);
        assertThat(session.isValid(5)).isFalse();
      }
      assertThat(environment)
          .as("nobody may kill, pause or fill what somebody else runs")
          .isNotInstanceOfAny(RestartableDatabase.class, PausableDatabase.class, SmallVolume.class);
    }
  }

  @Test
  void sessionsOfADatabaseThatIsGoneAreTold(@TempDir Path base) {
    Database gone = new Database(admin().jdbcUrl(), "nobody_there", "nothing");
    try (Run run = StartedEnvironment.openRun(base)) {
      Environment environment = Environments.start(given(admin()), run, Progress.silent());
      assertThatThrownBy(() -> ((SessionControl) environment).terminateSessions(gone))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("The sessions of nobody_there could not be ended")
          .hasMessageContaining("let that role in");
    }
  }

  @Test
  void autoTakesWhatIsGiven(@TempDir Path base) {
    List<String> lines = new ArrayList<>();
    try (Run run = StartedEnvironment.openRun(base)) {
      Environments.start(given(admin()).withBackend("auto"), run, lines::add);
    }
    assertThat(lines.get(0))
        .isEqualTo("environment: external (crashproof.temporal.address is set)");
  }

  @Test
  void aRoleThatMayNotCreateDatabasesIsTold(@TempDir Path base) throws SQLException {
    execute("create role poor login password 'poor'");
    Database poor = new Database(admin().jdbcUrl(), "poor", "poor");
    try (Run run = StartedEnvironment.openRun(base)) {
      Environment environment = Environments.start(given(poor), run, Progress.silent());

      assertThatThrownBy(() -> environment.newDatabase("mine"))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("the role poor needs createdb and createrole");
    }
  }

  @Test
  void whatIsNotGivenIsNamed(@TempDir Path base) {
    try (Run run = StartedEnvironment.openRun(base)) {
      assertThatThrownBy(
              () ->
                  Environments.start(
                      Settings.defaults().withBackend("external"), run, Progress.silent()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("no crashproof.temporal.address is set")
          .hasMessageContaining("crashproof.postgres.url");
    }
  }

  private static Settings given(Database postgres) {
    Settings defaults = Settings.defaults();
    return new Settings(
        "external",
        defaults.images(),
        defaults.temporalBinary(),
        defaults.download(),
        Optional.of("127.0.0.1:" + temporalPort),
        Optional.of(postgres),
        defaults.temporalPort(),
        defaults.postgresPort(),
        defaults.timerMaxTimeShift(),
        defaults.guard());
  }

  private static Database admin() {
    int port = Objects.requireNonNull(postgres).getPort();
    return new Database("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
  }

  private static List<String> databases() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select datname from pg_database")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(admin().jdbcUrl(), "postgres", "");
  }
}
