package dev.crashproof.environment.servers;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.EnvironmentException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A Postgres server, reached by a role that may create databases and roles. */
public final class PostgresServer {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Database admin;
  private final List<String> created = new ArrayList<>();

  /**
   * A server.
   *
   * @param admin any database of it, and the role
   */
  public PostgresServer(Database admin) {
    this.admin = admin;
  }

  /**
   * Waits until it answers a query.
   *
   * @param bound for how long at most
   * @param alive asked between tries; throws to give up early
   * @throws EnvironmentException after the bound, with Postgres's own last words
   */
  public void awaitAnswer(Duration bound, Runnable alive) {
    String[] last = {"no answer"};
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(bound)
          .until(
              () -> {
                alive.run();
                try {
                  version();
                  return true;
                } catch (SQLException e) {
                  last[0] = oneLine(e);
                  return false;
                }
              });
    } catch (ConditionTimeoutException e) {
      throw new EnvironmentException(
          "Postgres at %s gave no answer within %d s: %s."
              .formatted(admin.jdbcUrl(), bound.toSeconds(), last[0]),
          e);
    }
  }

  /** The version as {@code show server_version} tells it. */
  public String version() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("show server_version")) {
      result.next();
      return result.getString(1);
    }
  }

  /**
   * Creates an empty database with an owner of its own.
   *
   * @param prefix the name's beginning: a lower-case letter, then lower-case letters, digits,
   *     {@code _}, 40 at most
   */
  public Database newDatabase(String prefix) {
    return create(prefix, "");
  }

  /**
   * Creates an empty database with an owner of its own, whose files lie in a tablespace.
   *
   * @param prefix as for {@link #newDatabase(String)}
   * @param tablespace its name, in lower-case letters
   */
  public Database newDatabase(String prefix, String tablespace) {
    return create(prefix, " tablespace " + tablespace);
  }

  private Database create(String prefix, String where) {
    if (!prefix.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new EnvironmentException(
          "A database's name can't begin with '%s': use lower-case letters, digits and _, 40 at most."
              .formatted(prefix));
    }
    String name = prefix + "_" + Passwords.digits(12);
    String password = Passwords.random();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + name + " login password '" + password + "'");
      remember(name);
      // A role that is no superuser may only give a database to a role that it is a member of.
      statement.execute("grant " + name + " to current_user");
      statement.execute("create database " + name + " owner " + name + where);
      statement.execute("revoke connect on database " + name + " from public");
    } catch (SQLException e) {
      throw new EnvironmentException(
          "The database %s could not be created on %s: %s; the role %s needs createdb and createrole."
              .formatted(name, admin.jdbcUrl(), oneLine(e), admin.user()),
          e);
    }
    return new Database(withDatabase(admin.jdbcUrl(), name), name, password);
  }

  /** Drops the databases and roles that were created here; says which could not be. */
  public List<String> dropCreated() {
    List<String> problems = new ArrayList<>();
    List<String> names;
    synchronized (created) {
      names = List.copyOf(created);
      created.clear();
    }
    for (String name : names) {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute("drop database if exists " + name + " with (force)");
        statement.execute("drop role if exists " + name);
      } catch (SQLException e) {
        problems.add(name + ": " + oneLine(e));
      }
    }
    return problems;
  }

  private void remember(String name) {
    synchronized (created) {
      created.add(name);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", admin.user());
    properties.setProperty("password", admin.password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "60");
    return DriverManager.getConnection(admin.jdbcUrl(), properties);
  }

  /** The same address with another database; what follows a {@code ?} stays. */
  static String withDatabase(String jdbcUrl, String name) {
    int query = jdbcUrl.indexOf('?');
    String address = query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
    String rest = query < 0 ? "" : jdbcUrl.substring(query);
    int slash = address.indexOf('/', "jdbc:postgresql://".length());
    return (slash < 0 ? address : address.substring(0, slash)) + "/" + name + rest;
  }

  static String oneLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
