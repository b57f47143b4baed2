package dev.crashproof.worker.effects;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The only class that knows Flyway, so that a start with nothing to migrate never loads it. */
final class Migrations {

  private Migrations() {}

  // Any number, as long as nobody else's: "crashproof" in ASCII, cut to 64 bits.
  private static final String LOCK = "select pg_advisory_xact_lock(x'6372617368707266'::bigint)";

  /**
   * Migrates; of several workers that start at once, one does and the others wait for it. Flyway
   * has a lock too, but makes its own table, and the baseline in it, before taking that. Needs four
   * connections at most.
   */
  static void run(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(LOCK);
      }
      // Another may have been here while this one waited.
      if (!Schema.isCurrent(database)) {
        migrate(database);
      }
      connection.commit();
    }
  }

  private static void migrate(DataSource database) throws SQLException {
    try {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:db/migration")
          .table(Schema.HISTORY_TABLE)
          // The database may hold other people's tables already.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new SQLException("the schema could not be migrated: " + firstLine(e), e);
    }
  }

  private static String firstLine(FlywayException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.toString() : message.lines().findFirst().orElse("");
  }
}
