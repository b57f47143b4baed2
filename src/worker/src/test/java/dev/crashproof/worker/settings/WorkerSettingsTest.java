package dev.crashproof.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Flag over environment over file over default, and a sentence for each wrong setting. */
class WorkerSettingsTest {
  @TempDir private Path folder = Path.of("");

  private static WorkerSettings read(Map<Setting, String> flags, Map<String, String> environment)
      throws SettingsException {
    return WorkerSettings.read(flags, environment);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void withoutAnySettingTheDefaultsHold() throws SettingsException {
    WorkerSettings settings = read(Map.of(), Map.of());

    assertThat(settings.temporal().address()).isEqualTo("localhost:7233");
    assertThat(settings.temporal().namespace()).isEqualTo("default");
    assertThat(settings.taskQueue()).isEmpty();
    assertThat(settings.roles()).containsExactly(new RoleChoice("general", Optional.empty()));
    assertThat(settings.database().url().value())
        .isEqualTo("jdbc:postgresql://localhost:5432/crashproof");
    assertThat(settings.database().user()).isEqualTo("crashproof");
    assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.heartbeatThrottle()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.stickyTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.logs()).isEqualTo(new LogSettings(LogSettings.Format.CONSOLE, "INFO"));
    assertThat(settings.monitor())
        .isEqualTo(new MonitorSettings(Optional.empty(), Duration.ofMinutes(2)));
    assertThat(settings.tracesEndpoint()).isEmpty();
    assertThat(settings.version()).isEmpty();
    assertThat(settings.apiBaseUrl()).isEmpty();
    assertThat(settings.recoveryDirectory().orElseThrow().getParent())
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
  }

  @Test
  void workersOfTwoServersOrNamespacesDoNotMeetInOneDirectory() throws SettingsException {
    Path usual = read(Map.of()).recoveryDirectory().orElseThrow();

    assertThat(read(Map.of()).recoveryDirectory()).contains(usual);
    assertThat(read(Map.of(Setting.ADDRESS, "other:7233")).recoveryDirectory().orElseThrow())
        .isNotEqualTo(usual);
    assertThat(read(Map.of(Setting.NAMESPACE, "other")).recoveryDirectory().orElseThrow())
        .isNotEqualTo(usual);
  }

  @Test
  void crashRecoveryCanBeTurnedOff() throws SettingsException {
    assertThat(read(Map.of(Setting.RECOVERY_DIRECTORY, "off")).recoveryDirectory()).isEmpty();
  }

  private static WorkerSettings read(Map<Setting, String> flags) throws SettingsException {
    return WorkerSettings.read(flags, Map.of());
  }

  private static final Map<Setting, Function<WorkerSettings, Object>> VALUES =
      Map.ofEntries(
          entry(Setting.ADDRESS, settings -> settings.temporal().address()),
          entry(Setting.HOST, settings -> settings.temporal().address()),
          entry(Setting.NAMESPACE, settings -> settings.temporal().namespace()),
          entry(Setting.TASK_QUEUE, settings -> settings.taskQueue().orElseThrow()),
          entry(Setting.ROLES, WorkerSettings::roles),
          entry(Setting.DATABASE_URL, settings -> settings.database().url().value()),
          entry(Setting.DATABASE_USER, settings -> settings.database().user()),
          entry(Setting.DATABASE_POOL_SIZE, settings -> settings.database().poolSize()),
          entry(Setting.DRAIN_TIMEOUT, WorkerSettings::drainTimeout),
          entry(Setting.HEARTBEAT_THROTTLE, WorkerSettings::heartbeatThrottle),
          entry(Setting.STICKY_TIMEOUT, WorkerSettings::stickyTimeout),
          entry(Setting.RECOVERY_DIRECTORY, settings -> settings.recoveryDirectory().orElseThrow()),
          entry(Setting.LOG_FORMAT, settings -> settings.logs().format()),
          entry(Setting.LOG_LEVEL, settings -> settings.logs().level()),
          entry(
              Setting.MONITOR_ADDRESS,
              settings -> settings.monitor().address().orElseThrow().getPort()),
          entry(Setting.LIVENESS_TIMEOUT, settings -> settings.monitor().livenessTimeout()),
          entry(Setting.TRACES_ENDPOINT, settings -> settings.tracesEndpoint().orElseThrow()));

  private static Map.Entry<Setting, Function<WorkerSettings, Object>> entry(
      Setting setting, Function<WorkerSettings, Object> value) {
    return Map.entry(setting, value);
  }

  static Stream<Arguments> precedence() {
    return Stream.of(
        Arguments.of(Setting.ADDRESS, "flag:1", "env:2", "file:3", "flag:1", "env:2", "file:3"),
        Arguments.of(Setting.HOST, "flag:1", "env", "file:3", "flag:1", "env:7233", "file:3"),
        Arguments.of(Setting.NAMESPACE, "a", "b", "c", "a", "b", "c"),
        Arguments.of(Setting.TASK_QUEUE, "a", "b", "c", "a", "b", "c"),
        Arguments.of(
            Setting.DATABASE_URL,
            "jdbc:postgresql://a/x",
            "jdbc:postgresql://b:1,c:2/y?password=p",
            "jdbc:postgresql:z",
            "jdbc:postgresql://a/x",
            "jdbc:postgresql://b:1,c:2/y?password=p",
            "jdbc:postgresql:z"),
        Arguments.of(
            Setting.ROLES,
            "general",
            "a@q, b",
            "c",
            List.of(new RoleChoice("general", Optional.empty())),
            List.of(new RoleChoice("a", Optional.of("q")), new RoleChoice("b", Optional.empty())),
            List.of(new RoleChoice("c", Optional.empty()))),
        Arguments.of(
            Setting.LOG_FORMAT,
            "json",
            "Console",
            "JSON",
            LogSettings.Format.JSON,
            LogSettings.Format.CONSOLE,
            LogSettings.Format.JSON),
        Arguments.of(
            Setting.RECOVERY_DIRECTORY,
            "/a",
            "b",
            "c/d",
            Path.of("/a"),
            Path.of("b"),
            Path.of("c/d")),
        Arguments.of(Setting.LOG_LEVEL, "warn", "Debug", "ERROR", "WARN", "DEBUG", "ERROR"),
        Arguments.of(Setting.MONITOR_ADDRESS, "9464", "localhost:0", "[::1]:80", 9464, 0, 80),
        Arguments.of(
            Setting.LIVENESS_TIMEOUT,
            "1s",
            "2s",
            "3s",
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3)),
        Arguments.of(
            Setting.TRACES_ENDPOINT,
            "http://a:4318",
            "https://b",
            "http://c/x",
            URI.create("http://a:4318"),
            URI.create("https://b"),
            URI.create("http://c/x")),
        Arguments.of(Setting.DATABASE_USER, "a", "b", "c", "a", "b", "c"),
        Arguments.of(Setting.DATABASE_POOL_SIZE, "1", "2", "100", 1, 2, 100),
        Arguments.of(
            Setting.DRAIN_TIMEOUT,
            "500ms",
            "2m",
            "PT3S",
            Duration.ofMillis(500),
            Duration.ofMinutes(2),
            Duration.ofSeconds(3)),
        Arguments.of(
            Setting.HEARTBEAT_THROTTLE,
            "1ms",
            "2ms",
            "3ms",
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(3)),
        Arguments.of(
            Setting.STICKY_TIMEOUT,
            "1s",
            "2s",
            "3s",
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @MethodSource("precedence")
  void flagOverEnvironmentOverFile(
      Setting setting,
      String flag,
      String environment,
      String file,
      Object byFlag,
      Object byEnvironment,
      Object byFile)
      throws Exception {
    Function<WorkerSettings, Object> value = Objects.requireNonNull(VALUES.get(setting));
    Map<String, String> variables = new HashMap<>();
    variables.put("CRASHPROOF_SETTINGS", file("s", setting.key() + "=" + file));
    assertThat(value.apply(read(Map.of(), variables))).isEqualTo(byFile);

    variables.put(setting.key(), environment);
    assertThat(value.apply(read(Map.of(), variables))).isEqualTo(byEnvironment);

    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(setting, flag);
    assertThat(value.apply(read(flags, variables))).isEqualTo(byFlag);
  }

  @Test
  void temporalHostIsTheAddressUnlessOneIsGivenInAPlaceAsStrong() throws Exception {
    String file = file("s", "TEMPORAL_ADDRESS=file:1");

    assertThat(
            read(Map.of(), Map.of("CRASHPROOF_SETTINGS", file, "TEMPORAL_HOST", "host:2"))
                .temporal()
                .address())
        .isEqualTo("host:2");
    assertThat(
            read(Map.of(), Map.of("TEMPORAL_ADDRESS", "address:1", "TEMPORAL_HOST", "host:2"))
                .temporal()
                .address())
        .isEqualTo("address:1");
    assertThat(read(Map.of(), Map.of("TEMPORAL_ADDRESS", "dns:///h:1")).temporal().address())
        .isEqualTo("dns:///h:1");
    assertThat(
            read(Map.of(Setting.HOST, "flag:3"), Map.of("TEMPORAL_ADDRESS", "address:1"))
                .temporal()
                .address())
        .isEqualTo("flag:3");
  }

  @Test
  void aProfileIsWeakerThanTheEnvironmentAndStrongerThanTheDefaults() throws Exception {
    String toml =
        file(
            "temporal.toml",
            """
            [profile.default]
            address = "default:1"
            [profile.cloud]
            address = "cloud:2"
            namespace = "mine"
            """);
    Map<String, String> environment = new HashMap<>(Map.of("TEMPORAL_CONFIG_FILE", toml));
    assertThat(read(Map.of(), environment).temporal().address()).isEqualTo("default:1");

    environment.put("TEMPORAL_PROFILE", "cloud");
    assertThat(read(Map.of(), environment).temporal())
        .extracting(TemporalSettings::address, TemporalSettings::namespace)
        .containsExactly("cloud:2", "mine");

    environment.put("TEMPORAL_HOST", "host:3");
    assertThat(read(Map.of(), environment).temporal())
        .extracting(TemporalSettings::address, TemporalSettings::namespace)
        .containsExactly("host:3", "mine");

    assertThat(
            read(Map.of(Setting.PROFILE, "default", Setting.NAMESPACE, "flag"), environment)
                .temporal()
                .namespace())
        .isEqualTo("flag");
  }

  @Test
  void theConnectionTakesWhatEnvconfigKnowsFromTheFileToo() throws Exception {
    String file = file("s", "TEMPORAL_API_KEY=key\nTEMPORAL_TLS_SERVER_NAME=name\n");

    TemporalSettings temporal = read(Map.of(), Map.of("CRASHPROOF_SETTINGS", file)).temporal();
    assertThat(temporal.apiKey().orElseThrow().read()).isEqualTo("key");
    assertThat(temporal.tls().orElseThrow().serverName()).contains("name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TEMPORAL_ADDRESS | localhost:99999 | has the port 99999, which is not between 1 and 65535.",
        "TEMPORAL_ADDRESS | localhost:0 | has the port 0, which is not between 1 and 65535.",
        "TEMPORAL_HOST | a b:1 | is 'a b:1', which is no HOST:PORT: give one like localhost:7233.",
        "TEMPORAL_ADDRESS | host:x | is 'host:x', which is no HOST:PORT: give one like localhost:7233.",
        "TEMPORAL_ADDRESS | http://h:7233 | is 'http://h:7233', which gRPC cannot resolve: give HOST:PORT like localhost:7233, without http:// or https://, or a target like dns:///HOST:PORT.",
        "TEMPORAL_ADDRESS | dns:/// | is 'dns:///', which gRPC cannot resolve: give HOST:PORT like localhost:7233, without http:// or https://, or a target like dns:///HOST:PORT.",
        "WORKER_ROLES | general,,x | is 'general,,x', which has an empty role in it: give names divided by commas.",
        "WORKER_ROLES | general@ | has no task queue behind 'general@': give one, or leave the @ out.",
        "WORKER_ROLES | '' | is blank: give it a value or do not set it.",
        "LOG_FORMAT | xml | is 'xml': give one of console, json.",
        "LOG_LEVEL | loud | is 'loud': give one of error, warn, info, debug, trace.",
        "MONITOR_ADDRESS | here | is 'here', which is no [HOST:]PORT: give one like 9464.",
        "MONITOR_ADDRESS | 70000 | has the port 70000, which is not between 0 and 65535.",
        "OTEL_EXPORTER_OTLP_ENDPOINT | receiver | is 'receiver', which is no URL: give one like http://localhost:4318.",
        "VERSIONING_BEHAVIOR | stay | is 'stay': give one of pinned, auto-upgrade.",
        "TASK_QUEUE | ' ' | is blank: give it a value or do not set it.",
        "TASK_QUEUE | '' | is blank: give it a value or do not set it.",
        "TEMPORAL_NAMESPACE | '' | is blank: give it a value or do not set it.",
        "DRAIN_TIMEOUT | soon | is 'soon', which is no duration: give one like 500ms, 20s, 2m or PT20S.",
        "DRAIN_TIMEOUT | 5 | is '5', which is no duration: give one like 500ms, 20s, 2m or PT20S.",
        "DRAIN_TIMEOUT | PT-1S | is PT-1S, which is not between PT0S and PT24H.",
        "HEARTBEAT_THROTTLE | 0s | is 0s, which is not between PT0.001S and PT1M.",
        "STICKY_TIMEOUT | 11m | is 11m, which is not between PT0S and PT10M.",
        "DATABASE_POOL_SIZE | 0 | is 0, which is not between 1 and 100.",
        "DATABASE_POOL_SIZE | many | is 'many', which is no whole number.",
        "TEMPORAL_CONFIG_FILE | /no/such.toml | names the file /no/such.toml, which does not exist.",
        "TEMPORAL_PROFILE | nobody | is 'nobody': Unable to find profile nobody in config data.",
        "CRASHPROOF_SETTINGS | /no/such | names the file /no/such, which does not exist.",
      })
  void aWrongOneIsNamedWithItsPlace(String key, @Nullable String value, String complaint) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of(), Map.of(key, value == null ? "" : value)))
        .withMessage(key + " (from the environment) " + complaint);
  }

  @Test
  void aDatabaseUrlIsRefusedWithoutShowingIt() {
    for (String url :
        new String[] {
          "postgresql://u:secret@host/db",
          "jdbc:mysql://host/db?password=secret",
          "jdbc:postgresql://host:99999/db?password=secret",
          "jdbc:postgresql://u:secret@host/db"
        }) {
      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> read(Map.of(Setting.DATABASE_URL, url), Map.of()))
          .withMessageStartingWith("--database-url (from the command line) ")
          .withMessageNotContaining("secret");
    }
  }

  @Test
  void anUnknownKeyInTheFileIsNamed() throws IOException {
    String file = file("s", "TASK_QUEU=x");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of(Setting.SETTINGS_FILE, file), Map.of()))
        .withMessage(
            "TASK_QUEU (from file " + file + ") is no setting: --help lists those there are.");
  }

  @Test
  void aFileThatIsNoTomlIsNamed() throws IOException {
    String file = file("t.toml", "profile = [");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of(), Map.of("TEMPORAL_CONFIG_FILE", file)))
        .withMessageStartingWith(
            "TEMPORAL_CONFIG_FILE (from the environment) names a file that is no TOML of profiles");
  }

  @Test
  void aVersionIsADeploymentAndABuild() throws SettingsException {
    assertThat(
            read(
                    Map.of(),
                    Map.of(
                        "TEMPORAL_DEPLOYMENT_NAME", "platform",
                        "TEMPORAL_WORKER_BUILD_ID", "1.2",
                        "VERSIONING_BEHAVIOR", "pinned"))
                .version())
        .contains(new VersionSettings("platform", "1.2", VersionSettings.Behavior.PINNED));
    assertThatThrownBy(() -> read(Map.of(), Map.of("TEMPORAL_DEPLOYMENT_NAME", "platform")))
        .hasMessage(
            "TEMPORAL_DEPLOYMENT_NAME (from the environment) needs a build id beside it: give"
                + " TEMPORAL_WORKER_BUILD_ID.");
    assertThatThrownBy(() -> read(Map.of(), Map.of("TEMPORAL_WORKER_BUILD_ID", "1.2")))
        .hasMessage(
            "TEMPORAL_WORKER_BUILD_ID (from the environment) needs the deployment's name beside it:"
                + " give TEMPORAL_DEPLOYMENT_NAME.");
  }

  @Test
  void theUserMayStandInTheUrl() throws SettingsException {
    String url = "jdbc:postgresql://host/db?user=me&password=secret";

    assertThat(read(Map.of(), Map.of("DATABASE_URL", url)).database().user()).isEmpty();
    assertThat(
            read(Map.of(), Map.of("DATABASE_URL", url, "DATABASE_USER", "you")).database().user())
        .isEqualTo("you");
  }

  @Test
  void noSecretIsShown() throws SettingsException {
    WorkerSettings settings =
        read(
            Map.of(),
            Map.of(
                "DATABASE_URL", "jdbc:postgresql://host/db?password=secret-1",
                "DATABASE_PASSWORD", "secret-2",
                "TEMPORAL_API_KEY", "secret-3"));

    assertThat(settings.toString()).contains("jdbc:postgresql://host/db").doesNotContain("secret");
  }
}
