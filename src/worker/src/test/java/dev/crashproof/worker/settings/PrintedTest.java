package dev.crashproof.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setting has its line, with the value that counts and the place it comes from. */
class PrintedTest {
  @TempDir private Path folder = Path.of("");

  private static List<String> lines(Map<Setting, String> flags, Map<String, String> environment)
      throws SettingsException {
    return Printed.of(flags, environment)
        .lines()
        .map(line -> line.replaceAll(" {2,}", " | "))
        .toList();
  }

  @Test
  void everySettingHasALine() throws SettingsException {
    List<String> lines = lines(Map.of(), Map.of());

    assertThat(lines).hasSize(Setting.values().length);
    for (Setting setting : Setting.values()) {
      assertThat(lines).anyMatch(line -> line.startsWith(setting.key() + " | "));
    }
    assertThat(lines)
        .contains(
            "TEMPORAL_ADDRESS | localhost:7233 | default",
            "TASK_QUEUE | - | not set",
            "TEMPORAL_TLS | false | default",
            "RECOVERY_DIRECTORY | %s | default"
                .formatted(
                    WorkerSettings.read(Map.of(), Map.of()).recoveryDirectory().orElseThrow()));
  }

  @Test
  void eachPlaceIsNamed() throws Exception {
    String toml =
        Files.writeString(
                folder.resolve("t.toml"),
                """
                [profile.cloud]
                address = "cloud:7233"
                namespace = "mine"
                api_key = "secret"
                [profile.cloud.tls]
                server_name = "cloud"
                client_key_data = "secret"
                client_cert_path = "/cert.pem"
                [profile.cloud.grpc_meta]
                x-team = "secret"
                """)
            .toString();
    String settings =
        Files.writeString(folder.resolve("s"), "DRAIN_TIMEOUT=3s\nTEMPORAL_GRPC_META_X_FILE=secret")
            .toString();

    List<String> lines =
        lines(
            Map.of(Setting.SETTINGS_FILE, settings, Setting.NAMESPACE, "flagged"),
            Map.of(
                "TEMPORAL_CONFIG_FILE", toml,
                "TEMPORAL_PROFILE", "cloud",
                "TEMPORAL_GRPC_META_X_ENV", "secret",
                "LOG_LEVEL", "debug"));

    assertThat(lines)
        .contains(
            "TEMPORAL_ADDRESS | cloud:7233 | profile 'cloud', address",
            "TEMPORAL_NAMESPACE | flagged | the command line, --namespace",
            "DRAIN_TIMEOUT | 3s | file " + settings,
            "LOG_LEVEL | debug | the environment",
            "TEMPORAL_API_KEY | *** | profile 'cloud', api_key",
            "TEMPORAL_TLS | true | profile 'cloud', tls",
            "TEMPORAL_TLS_SERVER_NAME | cloud | profile 'cloud', tls.server_name",
            "TEMPORAL_TLS_CLIENT_KEY_DATA | *** | profile 'cloud', tls.client_key_data",
            "TEMPORAL_TLS_CLIENT_CERT_PATH | /cert.pem | profile 'cloud', tls.client_cert_path",
            "TEMPORAL_GRPC_META_X_ENV | *** | the environment",
            "TEMPORAL_GRPC_META_X_FILE | *** | file " + settings,
            "TEMPORAL_GRPC_META_X_TEAM | *** | profile 'cloud'")
        .noneMatch(line -> line.contains("secret"));
  }

  @Test
  void theAddressThatCountsIsShownWhateverNameItWasGivenBy() throws SettingsException {
    assertThat(lines(Map.of(), Map.of("TEMPORAL_HOST", "host:1")))
        .contains(
            "TEMPORAL_ADDRESS | host:1 | the environment, TEMPORAL_HOST",
            "TEMPORAL_HOST | host:1 | the environment");
  }

  @Test
  void aKeyTurnsTlsOn() throws SettingsException {
    assertThat(lines(Map.of(), Map.of("TEMPORAL_API_KEY", "secret")))
        .contains("TEMPORAL_TLS | true | on by TEMPORAL_API_KEY");
    assertThat(lines(Map.of(), Map.of("TEMPORAL_API_KEY", "secret", "TEMPORAL_TLS", "false")))
        .contains("TEMPORAL_TLS | false | the environment");
    assertThat(lines(Map.of(), Map.of("TEMPORAL_TLS_SERVER_NAME", "name")))
        .contains("TEMPORAL_TLS | true | on by TEMPORAL_TLS_SERVER_NAME");
  }

  @Test
  void urlsAreShownWithoutWhatLetsIn() throws SettingsException {
    assertThat(
            lines(
                Map.of(),
                Map.of(
                    "DATABASE_URL",
                    "jdbc:postgresql://h/d?user=me&password=secret&sslmode=require&sslpassword=secret",
                    "API_BASE_URL",
                    "https://me:secret@api/v1?token=secret",
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://me:secret@otel:4318",
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "key=secret",
                    "OTEL_SERVICE_NAME",
                    "mine")))
        .contains(
            "DATABASE_URL | jdbc:postgresql://h/d?user=me&password=***&sslmode=require&sslpassword=*** | the"
                + " environment",
            "DATABASE_USER | - | named in DATABASE_URL",
            "API_BASE_URL | https://***@api/v1?*** | the environment",
            "OTEL_EXPORTER_OTLP_ENDPOINT | http://***@otel:4318 | the environment",
            "OTEL_EXPORTER_OTLP_HEADERS | *** | the environment",
            "OTEL_SERVICE_NAME | mine | the environment")
        .noneMatch(line -> line.contains("secret"));
  }

  @Test
  void aWrongOneIsRefusedAsAtAStart() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Printed.of(Map.of(), Map.of("TEMPORAL_TLS", "yes")))
        .withMessage("TEMPORAL_TLS (from the environment) is 'yes': give true or false.");
  }

  @Test
  void twoOfAKindInOnePlaceAreRefused() throws IOException {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                Printed.of(Map.of(), Map.of("TEMPORAL_API_KEY", "a", "TEMPORAL_API_KEY_FILE", "b")))
        .withMessage(
            "TEMPORAL_API_KEY_FILE (from the environment) stands beside TEMPORAL_API_KEY: give one"
                + " of them.");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Printed.of(Map.of(), Map.of("TEMPORAL_TLS_CLIENT_CERT_PATH", "a")))
        .withMessage(
            "TEMPORAL_TLS_CLIENT_CERT_PATH (from the environment) needs its key beside it: give"
                + " TEMPORAL_TLS_CLIENT_KEY_PATH.");
  }
}
