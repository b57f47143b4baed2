package dev.crashproof.workload;

import dev.crashproof.environment.Database;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A ledger kept in a database, read by two queries of the user's. Each takes the workflow's id as
 * its one parameter and answers in the order of commits.
 *
 * @param database where it is
 * @param attemptsQuery gives the columns {@code key, workflow_id, activity_type, attempt, applied}
 * @param effectsQuery gives the columns {@code key, workflow_id, activity_type, content}
 */
public record SqlLedger(Database database, String attemptsQuery, String effectsQuery)
    implements LedgerReader {

  @Override
  public Ledger read(String workflowId) {
    try {
      return Outage.OF_A_RESTART.outlast(() -> readOnce(workflowId), SqlLedger::isDown);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The ledger could not be read from %s as %s (%s): %s."
              .formatted(
                  database.jdbcUrl(),
                  database.user(),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                  remedy(String.valueOf(e.getSQLState()))),
          e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Ledger readOnce(String workflowId) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties())) {
      // One snapshot for both queries: an effect without its attempt would be a false alarm.
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      Ledger ledger =
          new Ledger(
              rows(connection, attemptsQuery, workflowId, SqlLedger::attempt),
              rows(connection, effectsQuery, workflowId, SqlLedger::effect));
      connection.commit();
      return ledger;
    }
  }

  /** A database that does not answer at all must not hold the harness for good. */
  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "10");
    return properties;
  }

  private static String remedy(String state) {
    return switch (state) {
      case "42501" -> "grant that user select on what the ledger's queries read";
      case "42703" -> "let the queries give every column that a ledger has, by its name";
      case "42P01" -> "name a table in the queries that is there, or start the worker once first";
      case "22023" -> "let each query take the workflow's id as its one parameter, written ?";
      case "28P01", "28000" -> "give a user that may log in, and its password";
      default -> "check the ledger's queries and the user's rights";
    };
  }

  /** No connection, or a server that is just ending or starting. */
  private static boolean isDown(Exception e) {
    String state = e instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
    return state.startsWith("08") || state.startsWith("57P");
  }

  private static <T> List<T> rows(
      Connection connection, String query, String workflowId, RowReader<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, workflowId);
      List<T> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(reader.read(row));
        }
      }
      return found;
    }
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getString("key"),
        row.getString("workflow_id"),
        row.getString("activity_type"),
        row.getInt("attempt"),
        row.getBoolean("applied"));
  }

  private static Effect effect(ResultSet row) throws SQLException {
    return new Effect(
        row.getString("key"),
        row.getString("workflow_id"),
        row.getString("activity_type"),
        row.getString("content"));
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
