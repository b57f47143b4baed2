package dev.crashproof.worker.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.crashproof.worker.effects.Schema;
import dev.crashproof.worker.settings.DatabaseSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pool of connections to the database. */
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  // Short while it is joined, so that the reason shows soon and a stop is heeded; then long enough
  // for a queue at the pool,
  // and shorter than an activity's time.
  private static final Duration JOINING = Duration.ofSeconds(1);
  private static final Duration JOINED = Duration.ofSeconds(3);

  private static final int MIGRATION_CONNECTIONS = 4;

  private final DatabaseSettings settings;
  private final HikariDataSource pool;

  Database(DatabaseSettings settings) {
    this.settings = settings;
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(settings.url().value());
    if (!settings.user().isEmpty()) {
      config.setUsername(settings.user());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    config.setMaximumPoolSize(Math.max(settings.poolSize(), MIGRATION_CONNECTIONS));
    // One is enough until there is work: each costs both sides memory and a start its time.
    config.setMinimumIdle(1);
    config.setConnectionTimeout(JOINING.toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "crashproof-worker");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // A database that went away without a word must not hold an activity for longer than the
    // activity's own time.
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("socketTimeout", "10");
    this.pool = new HikariDataSource(config);
  }

  /** Waits for the database and brings its schema up to date; false when told to stop. */
  boolean join(Waiting waiting) throws InterruptedException {
    boolean joined = waiting.until("the database at " + settings.url(), this::migrate);
    pool.getHikariConfigMXBean().setConnectionTimeout(JOINED.toMillis());
    pool.getHikariConfigMXBean().setMaximumPoolSize(settings.poolSize());
    return joined;
  }

  private void migrate() throws Exception {
    if (Schema.migrate(pool)) {
      LOG.info("migrated the database to schema version {}", Schema.VERSION);
    }
  }

  HikariDataSource pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
