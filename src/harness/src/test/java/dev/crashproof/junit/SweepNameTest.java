package dev.crashproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.lane.PlayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepNameTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:34:56Z");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @Test
  void filesAndTaskQueuesAreNamedInSmallLetters() {
    assertThat(name("survivesEveryCrash").kebab())
        .isEqualTo("sweep-name-test-survives-every-crash");
  }

  @Test
  void longNamesAreCutAndStayApart() {
    String one = name("survivesEveryCrashThatAnybodyHasEverThoughtOfInAllTheWorld").kebab();
    String other = name("survivesEveryCrashThatAnybodyHasEverThoughtOfInAllTheWeb").kebab();

    assertThat(one).hasSizeLessThanOrEqualTo(60).matches("[a-z0-9-]+").isNotEqualTo(other);
  }

  @Test
  void aNameWithoutALetterOfTheAlphabetIsOneAllTheSame() {
    assertThat(new SweepName(SweepNameTest.class, "überlebt").kebab()).matches("[a-z0-9-]+");
  }

  @Test
  void noSweepHidesAnother() {
    Path first = name("survives").newDirectory(directory, NOW);
    Path second = name("survives").newDirectory(directory, NOW);

    assertThat(first).isDirectory().hasFileName("sweep-name-test-survives-20261101-123456");
    assertThat(second).isDirectory().hasFileName("sweep-name-test-survives-20261101-123456-2");
  }

  @Test
  void aPlaceThatCannotBeMadeIsToldWithTheSetting() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> name("survives").newDirectory(file.resolve("facts"), NOW))
        .isInstanceOf(PlayException.class)
        .hasMessageContaining("crashproof.facts");
  }

  private static SweepName name(String method) {
    return new SweepName(SweepNameTest.class, method);
  }
}
