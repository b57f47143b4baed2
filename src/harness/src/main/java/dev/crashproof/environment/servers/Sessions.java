package dev.crashproof.environment.servers;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.EnvironmentException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The sessions of a database's owner. They are ended by a session of the owner itself: any role may
 * end its own, and only a few those of others.
 */
final class Sessions {
  private static final Duration BOUND = Duration.ofSeconds(10);
  // Workers connect again at once: only sessions that began before may count, and be waited for.
  private static final String OTHERS =
      """
      from pg_stat_activity
      where usename = current_user and datname = current_database()
        and backend_type = 'client backend' and pid <> pg_backend_pid() and backend_start <= ?
      """;

  private final Database database;

  Sessions(Database database) {
    this.database = database;
  }

  /**
   * Ends them and returns when they are gone.
   *
   * @return how many there were
   */
  int terminate() {
    try (Connection connection = connect()) {
      Timestamp before = now(connection);
      int ended =
          count(
              connection,
              "select count(*) from (select pg_terminate_backend(pid) as ended %s) as sessions where ended"
                  .formatted(OTHERS),
              before);
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .atMost(BOUND)
          .until(() -> count(connection, "select count(*) " + OTHERS, before) == 0);
      return ended;
    } catch (SQLException e) {
      throw new EnvironmentException(
          "The sessions of %s could not be ended: %s; its server must run and let that role in."
              .formatted(database.user(), PostgresServer.oneLine(e)),
          e);
    } catch (ConditionTimeoutException e) {
      throw new EnvironmentException(
          "The sessions of %s were told to end and have not within %d s: see what they do in pg_stat_activity."
              .formatted(database.user(), BOUND.toSeconds()),
          e);
    }
  }

  private static Timestamp now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select clock_timestamp()")) {
      result.next();
      return result.getTimestamp(1);
    }
  }

  private static int count(Connection connection, String sql, Timestamp before)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setTimestamp(1, before);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getInt(1);
      }
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(database.jdbcUrl(), properties);
  }
}
