package dev.crashproof.environment.containers;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.SmallVolume;
import dev.crashproof.environment.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The small volume: a file system in memory, mounted into a Postgres of its own, with a tablespace
 * on it. It has a server of its own because such a file system is lost when its container stops:
 * the other server, which may be killed and started again, would then miss a tablespace. So the
 * faults of that server strike no database on the small volume. The container is started when the
 * first such database is asked for: few runs have any.
 *
 * <p>Data and write-ahead log of the server itself are not on it: full, it refuses writes, and the
 * server lives on.
 */
final class SmallPostgres implements SmallVolume, AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String TABLESPACE = "small";
  private static final String SPACE = Parts.SMALL_VOLUME + "/space";
  private static final String FILLER = Parts.SMALL_VOLUME + "/filler";
  private static final String DISK_FULL = "53100";

  private final Supplier<PostgresContainer> start;
  private @Nullable Running running;
  private boolean closed;

  /**
   * One that is not started yet.
   *
   * @param start starts the container with the volume; it need not answer yet
   */
  SmallPostgres(Supplier<PostgresContainer> start) {
    this.start = start;
  }

  private record Running(PostgresContainer container, PostgresServer server) {}

  @Override
  public synchronized Database newDatabaseOnSmallVolume(String prefix) {
    Database database = running().server().newDatabase(prefix, TABLESPACE);
    flush();
    return database;
  }

  @Override
  public synchronized void fillVolume() {
    PostgresContainer container = running().container();
    flush();
    // It ends with "No space left on device": whether that is so, the server has to tell.
    container.run("dd if=/dev/zero of=%s bs=64k 2>/dev/null || true".formatted(FILLER));
    String state = stateOfWrite(container.admin());
    if (!state.equals(DISK_FULL)) {
      throw new EnvironmentException(
          "The small volume was filled, and a write ended with SQLSTATE %s, not %s: see %s in the container."
              .formatted(state, DISK_FULL, Parts.SMALL_VOLUME));
    }
  }

  @Override
  public synchronized void freeVolume() {
    running().container().run("rm -f " + FILLER);
  }

  /** Waits for a start that is under way and lets no other begin; removes nothing. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  private Running running() {
    if (closed) {
      throw new EnvironmentException(
          "The environment was closed, and its small volume with it: use it before.");
    }
    Running there = running;
    if (there == null) {
      there = started();
      running = there;
    }
    return there;
  }

  private Running started() {
    PostgresContainer container = start.get();
    PostgresServer server = container.server();
    server.awaitAnswer(BOUND, container::checkAlive);
    container.run("install -d -o postgres -g postgres -m 700 " + SPACE);
    execute(
        container.admin(),
        "create tablespace %s location '%s'".formatted(TABLESPACE, SPACE),
        "create table filled (written boolean) tablespace " + TABLESPACE);
    return new Running(container, server);
  }

  /** Without it, Postgres has pages in memory whose room it has not taken yet. */
  private void flush() {
    execute(running().container().admin(), "checkpoint");
  }

  /** The SQLSTATE of a write that needs room; 00000 where it has room. Leaves nothing. */
  private static String stateOfWrite(Database admin) {
    try (Connection connection = connect(admin);
        Statement statement = connection.createStatement()) {
      statement.execute("truncate filled");
      statement.execute("insert into filled values (true)");
      return "00000";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private static void execute(Database admin, String... sqls) {
    try (Connection connection = connect(admin);
        Statement statement = connection.createStatement()) {
      for (String sql : sqls) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new EnvironmentException(
          "The Postgres of the small volume failed: %s.".formatted(Engine.firstLine(e)), e);
    }
  }

  private static Connection connect(Database admin) throws SQLException {
    return DriverManager.getConnection(admin.jdbcUrl(), admin.user(), admin.password());
  }
}
