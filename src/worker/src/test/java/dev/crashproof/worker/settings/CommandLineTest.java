package dev.crashproof.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flags, help, version, and flags that are none. */
class CommandLineTest {

  private static CommandLine.Request parse(String... arguments) throws SettingsException {
    return CommandLine.parse("1.2", arguments);
  }

  @Test
  void noFlagsAreNoFlags() throws SettingsException {
    assertThat(parse()).isEqualTo(new CommandLine.Run(Map.of()));
  }

  @Test
  void valuesFollowABlankOrAnEqualsSign() throws SettingsException {
    assertThat(parse("--task-queue", "a", "--address=b:1"))
        .isEqualTo(new CommandLine.Run(Map.of(Setting.TASK_QUEUE, "a", Setting.ADDRESS, "b:1")));
  }

  @Test
  void helpNamesEverySettingEachWayItCanBeGiven() throws SettingsException {
    assertThat(parse("--help"))
        .isInstanceOfSatisfying(
            CommandLine.Show.class,
            show -> {
              for (Setting setting : Setting.values()) {
                assertThat(show.text()).contains(setting.key());
                assertThat(show.text()).contains(setting.flag().orElse(""));
              }
            });
  }

  @Test
  void theVersionIsShown() throws SettingsException {
    assertThat(parse("--version"))
        .isEqualTo(new CommandLine.Show("crashproof-worker 1.2" + System.lineSeparator()));
  }

  @Test
  void aFlagThatDoesNotExistIsNamed() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> parse("--adress=x"))
        .withMessageContaining("--adress")
        .withMessageContaining("the command line");
  }

  @Test
  void aFlagWithoutItsValueIsNamed() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> parse("--task-queue"))
        .withMessageContaining("--task-queue");
  }

  @Test
  void aPasswordIsNoFlag() {
    assertThat(Setting.DATABASE_PASSWORD.flag()).isEmpty();
  }
}
