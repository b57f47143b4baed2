package dev.crashproof.environment.containers;

import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Guard;
import dev.crashproof.environment.servers.DynamicConfig;
import dev.crashproof.environment.servers.Passwords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The containers of one environment, not started yet. */
final class Parts {
  static final int POSTGRES_PORT = 5432;
  static final int FRONTEND_PORT = 7233;
  static final int GUARDED_PORT = 7240;
  static final String POSTGRES_USER = "temporal";

  /** Where the small volume is mounted. */
  static final String SMALL_VOLUME = "/crashproof-volume";

  /** Room for a dozen databases; all of it is memory when it is full. */
  static final long SMALL_VOLUME_BYTES = 128L * 1024 * 1024;

  private static final String POSTGRES_HOST = "postgres";
  private static final String DYNAMIC_CONFIG = "/etc/temporal/config/dynamicconfig/crashproof.yaml";
  private static final Duration SCHEMA_BOUND = Duration.ofSeconds(60);

  // Both databases at once: they have nothing to do with each other, and each takes seconds.
  private static final String SCHEMA_SCRIPT =
      """
      prepare() {
        temporal-sql-tool --db "$1" create \
          && temporal-sql-tool --db "$1" setup-schema -v 0.0 \
          && temporal-sql-tool --db "$1" update-schema --schema-name "postgresql/v12/$2"
      }
      prepare temporal temporal & first=$!
      prepare temporal_visibility visibility & second=$!
      wait $first && wait $second
      """;

  private final Images images;
  private final Network network;
  private final Map<String, String> labels;
  private final String password = Passwords.random();

  Parts(Images images, Network network, Map<String, String> labels) {
    this.images = images;
    this.network = network;
    this.labels = Map.copyOf(labels);
  }

  /** Temporal's, and the workers'. */
  PostgreSQLContainer postgres(int hostPort) {
    PostgreSQLContainer container = postgresServer(hostPort);
    container.withNetwork(network);
    container.withNetworkAliases(POSTGRES_HOST);
    return container;
  }

  /** One that keeps apart from the others, with a small volume in memory mounted into it. */
  PostgreSQLContainer postgresWithVolume(int hostPort) {
    PostgreSQLContainer container = postgresServer(hostPort);
    container.withTmpFs(Map.of(SMALL_VOLUME, "rw,size=" + SMALL_VOLUME_BYTES));
    return container;
  }

  private PostgreSQLContainer postgresServer(int hostPort) {
    PostgreSQLContainer container =
        new PostgreSQLContainer(
            DockerImageName.parse(images.postgres()).asCompatibleSubstituteFor("postgres"));
    container.withUsername(POSTGRES_USER);
    container.withPassword(password);
    container.withDatabaseName(POSTGRES_USER);
    // Testcontainers turns fsync off; with it off, no figure taken here would mean anything.
    container.setCommand("postgres", "-c", "max_connections=200");
    container.withLabels(labels);
    container.setPortBindings(List.of(binding(hostPort, POSTGRES_PORT)));
    container.waitingFor(new AnswerWait());
    return container;
  }

  GenericContainer<?> schemaJob() {
    return new GenericContainer<>(DockerImageName.parse(images.tools()))
        .withNetwork(network)
        .withLabels(labels)
        .withEnv(
            Map.of(
                "SQL_PLUGIN", "postgres12",
                "SQL_HOST", POSTGRES_HOST,
                "SQL_PORT", String.valueOf(POSTGRES_PORT),
                "SQL_USER", POSTGRES_USER,
                "SQL_PASSWORD", password))
        .withCreateContainerCmdModifier(cmd -> cmd.withEntrypoint("/bin/sh", "-c", SCHEMA_SCRIPT))
        .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(SCHEMA_BOUND));
  }

  GenericContainer<?> server(int hostPort, Optional<Duration> timerMaxTimeShift) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(images.server()))
            .withNetwork(network)
            .withLabels(labels)
            .withEnv(
                Map.of(
                    "DB",
                    "postgres12",
                    "DB_PORT",
                    String.valueOf(POSTGRES_PORT),
                    "POSTGRES_SEEDS",
                    POSTGRES_HOST,
                    "POSTGRES_USER",
                    POSTGRES_USER,
                    "POSTGRES_PWD",
                    password,
                    "NUM_HISTORY_SHARDS",
                    "4",
                    "LOG_LEVEL",
                    "warn",
                    "DYNAMIC_CONFIG_FILE_PATH",
                    DYNAMIC_CONFIG))
            .withCopyToContainer(
                Transferable.of(DynamicConfig.yaml(timerMaxTimeShift)), DYNAMIC_CONFIG)
            .waitingFor(new AnswerWait());
    container.setPortBindings(List.of(binding(hostPort, FRONTEND_PORT)));
    return container;
  }

  /**
   * Gives a server a guarded door. Its frontend moves to another port and is guarded; where it was
   * stands the internal frontend, which the server's own workers go in by, and the harness.
   */
  static GenericContainer<?> guarded(GenericContainer<?> server, int hostPort, Guard guard) {
    server
        .withEnv("TEMPORAL_SERVICES", "frontend,internal-frontend,history,matching,worker")
        .withEnv("USE_INTERNAL_FRONTEND", "true")
        .withEnv("INTERNAL_FRONTEND_GRPC_PORT", String.valueOf(FRONTEND_PORT))
        .withEnv("FRONTEND_GRPC_PORT", String.valueOf(GUARDED_PORT))
        .withEnv(guard.variables())
        // What hands out the keys that tokens are checked with may run beside the harness.
        .withExtraHost("host.docker.internal", "host-gateway");
    List<String> bindings = new ArrayList<>(server.getPortBindings());
    bindings.add(binding(hostPort, GUARDED_PORT));
    server.setPortBindings(bindings);
    return server;
  }

  /**
   * On loopback alone where the engine is this machine's: nobody else need reach a test's servers.
   */
  private static String binding(int hostPort, int containerPort) {
    boolean local = DockerClientFactory.instance().dockerHostIpAddress().equals("localhost");
    return (local ? "127.0.0.1:" : "") + hostPort + ":" + containerPort;
  }

  /** Where the host's clients find a container; by number, as a name may mean IPv6 first. */
  static String host(GenericContainer<?> container) {
    String host = container.getHost();
    return host.equals("localhost") ? "127.0.0.1" : host;
  }

  /** Throws, with the container's last words, where it no longer runs. */
  static Runnable alive(GenericContainer<?> container) {
    return () -> {
      if (!container.isRunning()) {
        throw new EnvironmentException(
            "The container of %s exited; its last words: %s"
                .formatted(container.getDockerImageName(), lastWords(container)));
      }
    };
  }

  static String lastWords(GenericContainer<?> container) {
    List<String> lines = container.getLogs().lines().toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }
}
