package dev.crashproof.environment.embedded;

import dev.crashproof.environment.Description;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Launch;
import dev.crashproof.environment.servers.FreePorts;
import dev.crashproof.environment.servers.OwnPostgresPair;
import dev.crashproof.environment.servers.Passwords;
import dev.crashproof.environment.servers.RestartablePair;
import dev.crashproof.environment.servers.Servers;
import dev.crashproof.environment.servers.TemporalServer;
import dev.crashproof.process.ProcessException;
import dev.crashproof.process.WorkerCommand;
import io.temporal.serviceclient.Version;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Starts one embedded environment: Postgres, while the rung is looked for; on Temporal's own server
 * its schema; then the Temporal server. Whatever fails, all that was started is stopped.
 */
final class EmbeddedStart {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Launch launch;
  private final Tools tools;
  private final Stops stops = new Stops();

  EmbeddedStart(Launch launch) {
    this.launch = launch;
    this.tools = new Tools(launch.run());
  }

  Environment start() {
    try {
      return startAll();
    } catch (IOException | SQLException e) {
      stops.run();
      throw new EnvironmentException(
          "The embedded environment could not be started: %s.".formatted(e.getMessage()), e);
    } catch (ProcessException e) {
      stops.run();
      throw new EnvironmentException(
          "The embedded environment could not be started: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      stops.run();
      throw e;
    }
  }

  private Environment startAll() throws IOException, SQLException {
    Path directory = launch.run().newDirectory("embedded-" + Passwords.digits(6));
    CompletableFuture<PostgresProcess> postgresSoon =
        CompletableFuture.supplyAsync(() -> startPostgres(directory));
    stops.add(() -> ifStarted(postgresSoon, PostgresProcess::stop));

    Ladder.Choice choice =
        new Ladder(launch.settings(), searchPath(), new SdkDownload(launch.progress())).climb();
    launch.progress().step("temporal: " + name(choice.rung()) + " (" + choice.reason() + ")");
    int port = frontendPort();
    WorkerCommand command =
        command(
            choice.rung(),
            new ServerCommands(directory, port, launch.settings().timerMaxTimeShift()),
            postgresSoon);
    ProcessControl control = new ProcessControl(tools.process("temporal", command));
    stops.add(control.process()::close);
    control.start();
    TemporalServer temporal = new TemporalServer("127.0.0.1:" + port);
    stops.add(temporal::close);
    String told = temporal.awaitAnswer(BOUND, control::checkAlive);
    // The Java test server tells none; it is as old as the SDK that brings it.
    String version = told.isEmpty() ? Version.LIBRARY_VERSION : told;
    launch.progress().step("temporal " + version + " answers at " + temporal.address());

    PostgresProcess postgres = join(postgresSoon);
    boolean real = !(choice.rung() instanceof Rung.TestServer);
    Description description =
        new Description(
            "embedded",
            name(choice.rung()),
            version,
            "binaries of io.zonky.test",
            postgres.server().version(),
            real,
            launch.reason() + "; " + choice.reason());
    Servers servers = new Servers(description, temporal, postgres.server(), stops);
    return real
        ? new RestartablePair(servers, postgres, control)
        : new OwnPostgresPair(servers, postgres);
  }

  private PostgresProcess startPostgres(Path directory) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String user = System.getProperty("user.name");
    PostgresBinaries binaries =
        PostgresBinaries.unpacked(temporary.resolve("crashproof-postgres-" + user));
    Path reachable =
        temporary.resolve(OtherUsersData.PREFIX + launch.run().id() + "-" + Passwords.digits(6));
    PostgresProcess postgres =
        PostgresProcess.started(
            binaries, tools, directory, reachable, launch.settings().postgresPort());
    launch.progress().step("postgres answers at port " + postgres.port());
    return postgres;
  }

  private WorkerCommand command(
      Rung rung, ServerCommands commands, CompletableFuture<PostgresProcess> postgresSoon)
      throws IOException {
    if (rung instanceof Rung.Server server) {
      PostgresProcess postgres = join(postgresSoon);
      new SqlSchema(tools, server.sqlTool(), postgres).create();
      launch.progress().step("temporal's schema is there");
      return commands.server(server.server(), postgres);
    }
    return rung instanceof Rung.DevServer dev
        ? commands.devServer(dev.temporal())
        : commands.testServer();
  }

  private int frontendPort() {
    int port = launch.settings().temporalPort().orElseGet(FreePorts::next);
    if (!FreePorts.free(port)) {
      throw new EnvironmentException(
          "Port %d is taken: stop what listens there, or set crashproof.temporal.port to another."
              .formatted(port));
    }
    return port;
  }

  private static void ifStarted(
      CompletableFuture<PostgresProcess> postgresSoon, Consumer<PostgresProcess> action) {
    postgresSoon
        .exceptionally(failed -> null)
        .thenAccept(
            postgres -> {
              if (postgres != null) {
                action.accept(postgres);
              }
            })
        .join();
  }

  private static PostgresProcess join(CompletableFuture<PostgresProcess> postgresSoon) {
    try {
      return postgresSoon.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static String name(Rung rung) {
    if (rung instanceof Rung.Server server) {
      return "temporal-server at " + server.server();
    }
    return rung instanceof Rung.DevServer dev
        ? "the development server of " + dev.temporal()
        : "the SDK's Java test server";
  }

  private static List<Path> searchPath() {
    return Arrays.stream(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .toList();
  }
}
