package dev.crashproof.environment.containers;

import com.github.dockerjava.api.exception.DockerException;
import dev.crashproof.environment.Database;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.servers.DatabaseControl;
import dev.crashproof.environment.servers.PostgresServer;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.testcontainers.containers.Container;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A Postgres's container, on a fixed port of the host like the Temporal server's. Its data is in a
 * volume of the image's own, which stays until the container is removed.
 */
final class PostgresContainer implements DatabaseControl {
  private final PostgreSQLContainer container;
  private final Engine engine;

  private PostgresContainer(PostgreSQLContainer container, Engine engine) {
    this.container = container;
    this.engine = engine;
  }

  /** Starts one; it need not answer yet. */
  static PostgresContainer started(
      OptionalInt demanded, IntFunction<PostgreSQLContainer> onPort, Engine engine) {
    return new Ports(demanded, "crashproof.postgres.port")
        .bind(
            port -> {
              PostgreSQLContainer container = onPort.apply(port);
              container.start();
              return new PostgresContainer(container, engine);
            });
  }

  /** The server, reached by its superuser. */
  PostgresServer server() {
    return new PostgresServer(admin());
  }

  /** The superuser's own database. */
  Database admin() {
    return new Database(
        "jdbc:postgresql://%s:%s/%s"
            .formatted(
                Parts.host(container),
                container.getMappedPort(Parts.POSTGRES_PORT),
                container.getDatabaseName()),
        container.getUsername(),
        container.getPassword());
  }

  /**
   * Runs a shell script in it, as root.
   *
   * @return what it printed to its standard output
   * @throws EnvironmentException where it fails, with what it printed
   */
  String run(String script) {
    try {
      Container.ExecResult result = container.execInContainer("/bin/sh", "-ec", script);
      if (result.getExitCode() == 0) {
        return result.getStdout();
      }
      throw new EnvironmentException(
          "A script in the container of %s failed with exit code %d: %s."
              .formatted(
                  container.getDockerImageName(),
                  result.getExitCode(),
                  (result.getStdout() + result.getStderr()).strip().replace("\n", " | ")));
    } catch (IOException | DockerException | IllegalStateException e) {
      throw new EnvironmentException(
          "A script could not be run in the container of %s: %s."
              .formatted(container.getDockerImageName(), Engine.firstLine(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException(
          "The wait for a script in the container of %s was interrupted."
              .formatted(container.getDockerImageName()),
          e);
    }
  }

  @Override
  public void kill() {
    engine.kill(container.getContainerId());
  }

  @Override
  public void start() {
    engine.start(container.getContainerId());
  }

  @Override
  public void checkAlive() {
    Parts.alive(container).run();
  }

  @Override
  public void pause() {
    engine.pause(container.getContainerId());
  }

  @Override
  public void resume() {
    engine.resume(container.getContainerId());
  }
}
