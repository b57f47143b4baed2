package dev.crashproof.worker.effects;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The tables that effects live in. One cheap query tells whether they are there; only if not,
 * Flyway is loaded and migrates. A schema newer than this worker is left as it is: migrations only
 * add.
 */
public final class Schema {

  /** The newest migration under {@code db/migration}. */
  public static final String VERSION = "1";

  // A table of its own, so that another application's migrations in the same database do not meet
  // these.
  static final String HISTORY_TABLE = "crashproof_schema_history";

  private static final String UNDEFINED_TABLE = "42P01";

  private Schema() {}

  /**
   * Brings the schema to {@link #VERSION} if it is older.
   *
   * @return whether there was anything to migrate
   * @throws SQLException if the database cannot be asked
   */
  public static boolean migrate(DataSource database) throws SQLException {
    if (isCurrent(database)) {
      return false;
    }
    Migrations.run(database);
    return true;
  }

  static boolean isCurrent(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select 1 from " + HISTORY_TABLE + " where version = ? and success")) {
      statement.setString(1, VERSION);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
