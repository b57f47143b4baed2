package dev.crashproof.environment.containers;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Description;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Launch;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.servers.FreePorts;
import dev.crashproof.environment.servers.GuardedPair;
import dev.crashproof.environment.servers.PostgresServer;
import dev.crashproof.environment.servers.RestartablePair;
import dev.crashproof.environment.servers.TemporalServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Starts the containers of one environment:
 *
 * <ol>
 *   <li>the images are chosen, and pulled where need be;
 *   <li>a network of their own;
 *   <li>Postgres, until it answers a query;
 *   <li>the schema, by the admin tools;
 *   <li>the Temporal server on a fixed port, until its frontend answers.
 * </ol>
 *
 * All of them carry the run's label; whatever fails, all are removed.
 */
final class Topology {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Launch launch;
  private final Engine engine;

  Topology(Launch launch, Engine engine) {
    this.launch = launch;
    this.engine = engine;
  }

  Environment start() {
    Settings settings = launch.settings();
    Images images = Images.choose(settings.images(), engine);
    ContainerLeftovers.mark(launch.run());
    try {
      return start(settings, images);
    } catch (ContainerLaunchException e) {
      throw stopped(
          new EnvironmentException(
              "A container could not be started: %s.".formatted(rootMessage(e)), e));
    } catch (SQLException e) {
      throw stopped(
          new EnvironmentException("Postgres stopped answering: " + e.getMessage() + ".", e));
    } catch (RuntimeException e) {
      throw stopped(e);
    }
  }

  /** Removes all; a failure to do so must not hide why. */
  private RuntimeException stopped(RuntimeException why) {
    try {
      stop();
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private Environment start(Settings settings, Images images) throws SQLException {
    Map<String, String> labels = Map.of(Engine.RUN_LABEL, launch.run().id());
    Network network =
        Network.builder().createNetworkCmdModifier(cmd -> cmd.withLabels(labels)).build();
    Parts parts = new Parts(images, network, labels);

    PostgreSQLContainer postgresContainer =
        new Ports(settings.postgresPort(), "crashproof.postgres.port")
            .bind(
                port -> {
                  PostgreSQLContainer container = parts.postgres(port);
                  container.start();
                  return container;
                });
    Database admin =
        new Database(
            "jdbc:postgresql://%s:%s/%s"
                .formatted(
                    Parts.host(postgresContainer),
                    postgresContainer.getMappedPort(Parts.POSTGRES_PORT),
                    Parts.POSTGRES_USER),
            Parts.POSTGRES_USER,
            parts.password());
    PostgresServer postgres = new PostgresServer(admin);
    postgres.awaitAnswer(BOUND, Parts.alive(postgresContainer));
    launch.progress().step("postgres " + postgres.version() + " answers");

    parts.schemaJob().start();
    launch.progress().step("temporal's schema is there");

    ServerContainer server =
        new Ports(settings.temporalPort(), "crashproof.temporal.port")
            .bind(port -> ServerContainer.started(server(settings, parts, port), engine));
    TemporalServer temporal = new TemporalServer(server.address());
    String version = temporal.awaitAnswer(BOUND, server::checkAlive);
    launch.progress().step("temporal " + version + " answers at " + server.address());

    Description description =
        new Description(
            "containers",
            "image " + images.server(),
            version,
            "image " + images.postgres(),
            postgres.version(),
            true,
            launch.reason());
    return settings.guard().isPresent()
        ? new GuardedPair(
            description, temporal, server.guardedAddress(), postgres, server, this::stop)
        : new RestartablePair(description, temporal, postgres, server, this::stop);
  }

  private static GenericContainer<?> server(Settings settings, Parts parts, int port) {
    GenericContainer<?> server = parts.server(port, settings.timerMaxTimeShift());
    return settings
        .guard()
        .<GenericContainer<?>>map(guard -> Parts.guarded(server, FreePorts.next(), guard))
        .orElse(server);
  }

  private void stop() {
    engine.removeAll(launch.run().id());
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Engine.firstLine(root);
  }
}
