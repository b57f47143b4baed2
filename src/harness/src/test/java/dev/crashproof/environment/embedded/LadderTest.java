package dev.crashproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.embedded.CommandLineDownload.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderTest {
  private static final CommandLineDownload NO_SITE = () -> Outcome.none("no site");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path first;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path second;

  @Test
  void aServerWithItsToolIsTheHighestRung() throws IOException {
    executable(first, "temporal");
    Path server = executable(second, "temporal-server");
    Path tool = executable(second, "temporal-sql-tool");

    assertThat(climb().rung()).isEqualTo(new Rung.Server(server, tool));
  }

  @Test
  void aServerWithoutItsToolIsPassedOverWithTheReason() throws IOException {
    Path server = executable(first, "temporal-server");
    Path commandLine = executable(second, "temporal");

    Ladder.Choice choice = climb();

    assertThat(choice.rung()).isEqualTo(new Rung.DevServer(commandLine));
    assertThat(choice.reason()).contains("no temporal-sql-tool beside " + server);
  }

  @Test
  void withNothingOnPathTheDownloadIsTaken() {
    Path downloaded = first.resolve("temporal");

    Ladder.Choice choice = ladder(() -> Outcome.of(downloaded)).climb();

    assertThat(choice.rung()).isEqualTo(new Rung.DevServer(downloaded));
    assertThat(choice.reason()).contains("no temporal-server or temporal on PATH");
  }

  @Test
  void withoutADownloadTheTestServerIsLeftAndEveryReasonIsTold() {
    Ladder.Choice choice = climb();

    assertThat(choice.rung()).isEqualTo(new Rung.TestServer());
    assertThat(choice.reason())
        .isEqualTo("the last resort; no temporal-server or temporal on PATH; no download: no site");
  }

  @Test
  void aBinaryThatIsSetComesBeforePath() throws IOException {
    executable(first, "temporal-server");
    executable(first, "temporal-sql-tool");
    Path mine = executable(second, "temporal");

    Ladder.Choice choice =
        new Ladder(Settings.defaults().withTemporalBinary(mine), List.of(first), NO_SITE).climb();

    assertThat(choice.rung()).isEqualTo(new Rung.DevServer(mine));
    assertThat(choice.reason()).isEqualTo("crashproof.temporal.binary is " + mine);
  }

  @Test
  void aBinaryThatIsSetAndNotThereEndsTheStart() {
    Path missing = first.resolve("temporal");

    assertThatThrownBy(() -> Ladder.configured(missing))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("crashproof.temporal.binary")
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aServerThatIsSetNeedsItsTool() throws IOException {
    Path server = executable(first, "temporal-server");

    assertThatThrownBy(() -> Ladder.configured(server))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no temporal-sql-tool beside it");
  }

  @Test
  void aBinaryOfAnotherNameIsRefused() throws IOException {
    Path other = executable(first, "tctl");

    assertThatThrownBy(() -> Ladder.configured(other))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("tctl");
  }

  private Ladder.Choice climb() {
    return ladder(NO_SITE).climb();
  }

  private Ladder ladder(CommandLineDownload download) {
    return new Ladder(Settings.defaults(), List.of(first, second), download);
  }

  private static Path executable(Path directory, String name) throws IOException {
    Path file = Files.createFile(directory.resolve(name));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
