package dev.crashproof.environment.embedded;

import dev.crashproof.environment.servers.DynamicConfig;
import dev.crashproof.environment.servers.FreePorts;
import dev.crashproof.process.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How each {@link Rung} is called. A command is used again after a kill: its ports never change.
 */
final class ServerCommands {
  private static final String LOOPBACK = "127.0.0.1";
  // Of all the server's ports only the frontend's is the user's to choose.
  private static final List<String> INNER_PORTS =
      List.of(
          "FRONTEND_MEMBERSHIP_PORT",
          "FRONTEND_HTTP_PORT",
          "HISTORY_GRPC_PORT",
          "HISTORY_MEMBERSHIP_PORT",
          "MATCHING_GRPC_PORT",
          "MATCHING_MEMBERSHIP_PORT",
          "WORKER_GRPC_PORT",
          "WORKER_MEMBERSHIP_PORT");

  private final Path directory;
  private final int port;
  private final Optional<Duration> timerMaxTimeShift;

  ServerCommands(Path directory, int port, Optional<Duration> timerMaxTimeShift) {
    this.directory = directory;
    this.port = port;
    this.timerMaxTimeShift = timerMaxTimeShift;
  }

  WorkerCommand server(Path binary, PostgresProcess postgres) throws IOException {
    Path dynamicConfig =
        Files.writeString(
            directory.resolve("dynamic-config.yaml"), DynamicConfig.yaml(timerMaxTimeShift));
    WorkerCommand command =
        WorkerCommand.of(binary.toString(), "start")
            .with("DB", "postgres12")
            .with("DB_PORT", String.valueOf(postgres.port()))
            .with("POSTGRES_SEEDS", LOOPBACK)
            .with("POSTGRES_USER", PostgresProcess.SUPERUSER)
            .with("POSTGRES_PWD", postgres.password())
            .with("NUM_HISTORY_SHARDS", "4")
            .with("LOG_LEVEL", "warn")
            .with("BIND_ON_IP", LOOPBACK)
            .with("TEMPORAL_BROADCAST_ADDRESS", LOOPBACK)
            .with("FRONTEND_GRPC_PORT", String.valueOf(port))
            .with("DYNAMIC_CONFIG_FILE_PATH", dynamicConfig.toString())
            // A server built without cgo reads the user's name from here, and panics without it.
            .with("USER", System.getProperty("user.name"))
            .in(directory);
    List<Integer> inner = FreePorts.next(INNER_PORTS.size(), port, postgres.port());
    for (int i = 0; i < inner.size(); i++) {
      command = command.with(INNER_PORTS.get(i), String.valueOf(inner.get(i)));
    }
    return command;
  }

  WorkerCommand devServer(Path temporal) {
    List<String> line =
        new ArrayList<>(
            List.of(
                temporal.toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                LOOPBACK,
                "--port",
                String.valueOf(port),
                // In a file, not in memory: the state must survive a kill.
                "--db-filename",
                directory.resolve("temporal.sqlite").toString(),
                "--log-level",
                "warn"));
    timerMaxTimeShift.ifPresent(
        shift -> {
          line.add("--dynamic-config-value");
          line.add("history.timerProcessorMaxTimeShift=\"%sms\"".formatted(shift.toMillis()));
        });
    return WorkerCommand.of(line).in(directory);
  }

  WorkerCommand testServer() {
    return WorkerCommand.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "io.temporal.testserver.TestServer",
            String.valueOf(port))
        .in(directory);
  }
}
