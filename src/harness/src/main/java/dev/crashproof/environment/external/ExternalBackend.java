package dev.crashproof.environment.external;

import dev.crashproof.environment.Availability;
import dev.crashproof.environment.Backend;
import dev.crashproof.environment.Database;
import dev.crashproof.environment.Description;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Launch;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.servers.PostgresServer;
import dev.crashproof.environment.servers.ServerPair;
import dev.crashproof.environment.servers.Servers;
import dev.crashproof.environment.servers.TemporalServer;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Servers that somebody else runs: the harness registers namespaces and creates databases there,
 * and drops the databases again. Namespaces stay: their workflows are evidence.
 */
public final class ExternalBackend implements Backend {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final String REMEDY =
      "Set crashproof.temporal.address to host:port, and crashproof.postgres.url, .user and .password to a role that may create databases.";

  @Override
  public String name() {
    return "external";
  }

  @Override
  public int rank() {
    // Addresses are only given by somebody who means them.
    return 0;
  }

  @Override
  public boolean wanted(Settings settings) {
    return settings.temporalAddress().isPresent();
  }

  @Override
  public Availability probe(Settings settings, Progress progress) {
    if (settings.temporalAddress().isEmpty()) {
      return Availability.no("no crashproof.temporal.address is set", REMEDY);
    }
    if (settings.postgres().isEmpty()) {
      return Availability.no("no crashproof.postgres.url is set", REMEDY);
    }
    return Availability.yes("crashproof.temporal.address is set");
  }

  @Override
  public Environment start(Launch launch) {
    String address =
        launch.settings().temporalAddress().orElseThrow(() -> new EnvironmentException(REMEDY));
    Database admin =
        launch.settings().postgres().orElseThrow(() -> new EnvironmentException(REMEDY));
    PostgresServer postgres = new PostgresServer(admin);
    postgres.awaitAnswer(BOUND, () -> {});
    launch.progress().step("postgres answers at " + admin.jdbcUrl());
    TemporalServer temporal = new TemporalServer(address);
    try {
      String version = temporal.awaitAnswer(BOUND, () -> {});
      launch.progress().step("temporal " + version + " answers at " + address);
      Description description =
          new Description(
              name(),
              "the server at " + address,
              version,
              "the server at " + admin.jdbcUrl(),
              postgres.version(),
              true,
              launch.reason());
      return new ServerPair(
          new Servers(
              description,
              temporal,
              postgres,
              () -> postgres.dropCreated().forEach(launch.progress()::step)));
    } catch (SQLException e) {
      temporal.close();
      throw new EnvironmentException(
          "Postgres at %s stopped answering: %s.".formatted(admin.jdbcUrl(), e.getMessage()), e);
    } catch (RuntimeException e) {
      temporal.close();
      throw e;
    }
  }
}
