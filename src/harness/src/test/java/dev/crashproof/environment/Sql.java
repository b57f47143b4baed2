package dev.crashproof.environment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletionException;

/** One statement and its first value. */
public final class Sql {
  private Sql() {}

  public static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  public static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public static String query(Database database, String sql) throws SQLException {
    try (Connection connection = connect(database)) {
      return query(connection, sql);
    }
  }

  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  static String queried(Connection connection, String sql) {
    try {
      return query(connection, sql);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
