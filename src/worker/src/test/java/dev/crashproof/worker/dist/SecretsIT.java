package dev.crashproof.worker.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.worker.fixtures.Certificates;
import dev.crashproof.worker.fixtures.RefusingServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets are in no output, whatever goes wrong, and however much is logged. */
class SecretsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path LAUNCHER =
      new Distribution(Path.of("target", "dist").toAbsolutePath()).launcher();
  private static final String SECRET = "Geheimnis";

  @TempDir private Path folder = Path.of("");

  private WorkerRun start(Map<String, String> environment, String... arguments) throws IOException {
    return WorkerRun.start(LAUNCHER, folder, environment, arguments);
  }

  /** Every setting that may hold a secret holds one, and the servers take none of them. */
  private static Map<String, String> secrets(
      String database, String temporal, Certificates authority, Certificates.Identity identity) {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "DATABASE_URL", database + "?user=app&password=Geheimnis-1&sslpassword=Geheimnis-2");
    environment.put("DATABASE_PASSWORD", "Geheimnis-3");
    environment.put("TEMPORAL_ADDRESS", temporal);
    environment.put("TEMPORAL_API_KEY", "Geheimnis-4");
    environment.put("TEMPORAL_TLS_CLIENT_CERT_DATA", identity.certificate());
    environment.put("TEMPORAL_TLS_CLIENT_KEY_DATA", identity.key());
    environment.put("TEMPORAL_TLS_SERVER_CA_CERT_DATA", authority.authority());
    environment.put("TEMPORAL_GRPC_META_X_TOKEN", "Geheimnis-5");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:Geheimnis-6@localhost:1");
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "x-key=Geheimnis-7");
    environment.put("API_BASE_URL", "http://user:Geheimnis-8@localhost:1/?key=Geheimnis-9");
    environment.put("LOG_LEVEL", "trace");
    return environment;
  }

  private static void holdsNone(WorkerRun worker, Certificates.Identity identity) {
    assertThat(worker.out() + worker.err()).isNotBlank().doesNotContain(SECRET);
    for (String line : identity.key().lines().filter(line -> !line.startsWith("-")).toList()) {
      assertThat(worker.out() + worker.err()).doesNotContain(line);
    }
  }

  @Test
  void noneIsSaidWhereServerAndDatabaseRefuseThem() throws Exception {
    Certificates authority = new Certificates("authority");
    Certificates.Identity identity = authority.identity("worker", "RSA");
    Path rules =
        Files.writeString(
            folder.resolve("hba.conf"),
            "local all all trust\nhost all postgres all trust\nhost all all all scram-sha-256\n");
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder().setServerConfig("hba_file", rules.toString()).start();
        RefusingServer temporal =
            RefusingServer.secure(authority.identity("server", "RSA"), authority.authority())) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create role app login password 'another'");
      }
      Map<String, String> environment =
          secrets(
              "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
              temporal.address(),
              authority,
              identity);
      try (WorkerRun worker = start(environment)) {
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () ->
                    worker.err().contains("it refuses this worker's credentials")
                        && worker.err().contains("password authentication failed"));
        worker.terminate();
        assertThat(worker.awaitExit(PATIENCE)).isZero();
        holdsNone(worker, identity);
      }
      assertThat(temporal.keys()).isNotEmpty().allMatch("Bearer Geheimnis-4"::equals);
    }
  }

  @Test
  void noneIsPrinted() throws Exception {
    Certificates authority = new Certificates("authority");
    Certificates.Identity identity = authority.identity("worker", "RSA");
    Map<String, String> environment =
        secrets("jdbc:postgresql://localhost:1/app", "localhost:1", authority, identity);
    try (WorkerRun worker = start(environment, "--print-config")) {
      assertThat(worker.awaitExit(PATIENCE)).isZero();
      holdsNone(worker, identity);
      assertThat(worker.err()).isEmpty();
      for (String setting : environment.keySet()) {
        assertThat(worker.out().lines())
            .anyMatch(line -> line.startsWith(setting + " ") && line.endsWith("the environment"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATABASE_URL | jdbc:mysql://a/b?password=Geheimnis",
        "DATABASE_URL | jdbc:postgresql://u:Geheimnis@a/b",
        "TEMPORAL_API_KEY | Geheimnis and more",
        "TEMPORAL_TLS_CLIENT_KEY_DATA | Geheimnis",
        "OTEL_EXPORTER_OTLP_ENDPOINT | htp://u:Geheimnis@a",
        "API_BASE_URL | a?token=Geheimnis",
        "OTEL_EXPORTER_OTLP_HEADERS | =Geheimnis",
        "OTEL_EXPORTER_OTLP_HEADERS | Geheimnis",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT | htp//u:Geheimnis@a",
        "TEMPORAL_CONFIG_FILE | api_key = Geheimnis",
        "TEMPORAL_CONFIG_FILE | api_key = \"Geheimnis",
      })
  void noneIsInAComplaint(String setting, String value) throws Exception {
    Certificates.Identity identity = new Certificates("authority").identity("worker", "RSA");
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "TEMPORAL_TLS_CLIENT_CERT_DATA", identity.certificate(),
                "TEMPORAL_TLS_CLIENT_KEY_DATA", identity.key(),
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1"));
    environment.put(
        setting,
        setting.equals("TEMPORAL_CONFIG_FILE")
            ? Files.writeString(folder.resolve("t.toml"), "[profile.default]\n" + value + "\n")
                .toString()
            : value);
    for (List<String> arguments : List.of(List.<String>of(), List.of("--print-config"))) {
      try (WorkerRun worker = start(environment, arguments.toArray(String[]::new))) {
        assertThat(worker.awaitExit(PATIENCE)).as(worker.err()).isEqualTo(2);
        holdsNone(worker, identity);
        assertThat(worker.err()).hasLineCount(1).startsWith("crashproof-worker: ");
        assertThat(Stream.of(worker.out())).containsExactly("");
      }
    }
  }
}
