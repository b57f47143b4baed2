package dev.crashproof.environment.containers;

import dev.crashproof.environment.Description;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Launch;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.servers.FreePorts;
import dev.crashproof.environment.servers.PostgresServer;
import dev.crashproof.environment.servers.Servers;
import dev.crashproof.environment.servers.TemporalServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

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

    PostgresContainer postgresContainer =
        PostgresContainer.started(settings.postgresPort(), parts::postgres, engine);
    PostgresServer postgres = postgresContainer.server();
    postgres.awaitAnswer(BOUND, postgresContainer::checkAlive);
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
    SmallPostgres volume =
        new SmallPostgres(
            () ->
                PostgresContainer.started(OptionalInt.empty(), parts::postgresWithVolume, engine));
    Servers servers =
        new Servers(
            description,
            temporal,
            postgres,
            () -> {
              volume.close();
              stop();
            });
    return settings.guard().isPresent()
        ? new GuardedPair(servers, postgresContainer, server, volume)
        : new ContainerPair(servers, postgresContainer, server, volume);
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
