package dev.crashproof.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

  @Test
  void nothingSaidMeansAuto() {
    Settings settings = read(Map.of());

    assertThat(settings.backend()).isEqualTo("auto");
    assertThat(settings.images()).isEqualTo(ImageSource.AUTO);
    assertThat(settings.download()).isTrue();
    assertThat(settings.temporalBinary()).isEmpty();
    assertThat(settings.timerMaxTimeShift()).isEmpty();
  }

  @Test
  void readsEverySetting() {
    Settings settings =
        read(
            Map.of(
                "crashproof.backend", "External",
                "crashproof.images", "offline",
                "crashproof.temporal.binary", "/opt/temporal",
                "crashproof.temporal.download", "false",
                "crashproof.temporal.address", "temporal.example:7233",
                "crashproof.postgres.url", "jdbc:postgresql://db.example:5432/postgres",
                "crashproof.postgres.user", "admin",
                "crashproof.postgres.password", "secret",
                "crashproof.postgres.port", "5433",
                "crashproof.temporal.timerMaxTimeShift", "10ms"));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "external",
                ImageSource.OFFLINE,
                Optional.of(Path.of("/opt/temporal")),
                false,
                Optional.of("temporal.example:7233"),
                Optional.of(
                    new Database("jdbc:postgresql://db.example:5432/postgres", "admin", "secret")),
                OptionalInt.empty(),
                OptionalInt.of(5433),
                Optional.of(Duration.ofMillis(10)),
                Optional.empty()));
  }

  @Test
  void aRelativeBinaryIsTheOneHereWhereverItIsStarted() {
    assertThat(read(Map.of("crashproof.temporal.binary", "bin/temporal")).temporalBinary())
        .contains(Path.of("bin/temporal").toAbsolutePath());
  }

  @Test
  void aShiftIsShortOrIso() {
    assertThat(read(Map.of("crashproof.temporal.timerMaxTimeShift", "0s")).timerMaxTimeShift())
        .contains(Duration.ZERO);
    assertThat(read(Map.of("crashproof.temporal.timerMaxTimeShift", "PT24H")).timerMaxTimeShift())
        .contains(Duration.ofDays(1));
  }

  @Test
  void aBlankValueSaysNothing() {
    assertThat(read(Map.of("crashproof.backend", " ")).backend()).isEqualTo("auto");
  }

  @Test
  void theEnvironmentVariableHasThePropertysName() {
    assertThat(SettingsReader.variable("crashproof.temporal.binary"))
        .isEqualTo("CRASHPROOF_TEMPORAL_BINARY");
  }

  @ParameterizedTest
  @CsvSource({
    "crashproof.images, latest, 'auto, official, offline'",
    "crashproof.temporal.download, perhaps, true or false",
    "crashproof.temporal.address, localhost, host:port",
    "crashproof.temporal.address, localhost:0, 1 to 65535",
    "crashproof.temporal.address, localhost:99999, 1 to 65535",
    "crashproof.postgres.url, postgres://localhost, jdbc:postgresql://host:port/name",
    "crashproof.postgres.port, 70000, 1 to 65535",
    "crashproof.temporal.port, default, 1 to 65535",
    "crashproof.temporal.timerMaxTimeShift, soon, 10ms",
    "crashproof.temporal.timerMaxTimeShift, 99999999999999999999ms, 10ms",
    "crashproof.temporal.timerMaxTimeShift, -PT1S, not below 0",
    "crashproof.temporal.timerMaxTimeShift, PT25H, not above a day",
    "crashproof.temporal.timerMaxTimeShift, 86401s, not above a day"
  })
  void refusesNonsenseByName(String name, String value, String rule) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(SettingsReader.variable(name))
        .hasMessageContaining(value)
        .hasMessageContaining(rule);
  }

  private static Settings read(Map<String, String> values) {
    return SettingsReader.read(name -> Optional.ofNullable(values.get(name)));
  }
}
