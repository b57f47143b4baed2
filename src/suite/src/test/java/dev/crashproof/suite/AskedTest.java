package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTest {
  private static final String PROPERTY = "crashproof.asked-test";
  private static final String ROOT = "crashproof.root";

  @AfterEach
  void nothingIsAskedAnyMore() {
    System.clearProperty(PROPERTY);
    System.clearProperty(ROOT);
  }

  @Test
  void whereNothingIsSaidTheUsualIsMeant() {
    assertUsual();

    System.setProperty(PROPERTY, " ");
    assertUsual();
  }

  private static void assertUsual() {
    assertThat(Asked.text(PROPERTY)).isEmpty();
    assertThat(Asked.number(PROPERTY, 8)).isEqualTo(8);
    assertThat(Asked.seed(PROPERTY, 6)).isEqualTo(6);
    assertThat(Asked.flag(PROPERTY, true)).isTrue();
    assertThat(Asked.file(PROPERTY)).isEmpty();
  }

  @Test
  void whatIsSaidIsMeant() {
    System.setProperty(PROPERTY, " 20 ");

    assertThat(Asked.text(PROPERTY)).contains("20");
    assertThat(Asked.number(PROPERTY, 8)).isEqualTo(20);
  }

  @Test
  void aSeedMayBeGreaterThanACount() {
    System.setProperty(PROPERTY, "9000000000");

    assertThat(Asked.seed(PROPERTY, 6)).isEqualTo(9_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "2147483648", "many", "true"})
  void whatIsNoCountIsRefusedByName(String text) {
    System.setProperty(PROPERTY, text);

    assertThatThrownBy(() -> Asked.number(PROPERTY, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "crashproof.asked-test is '" + text + "': give a whole number from 1 to 2147483647");
  }

  @Test
  void aFlagIsTrueOrFalse() {
    System.setProperty(PROPERTY, "true");
    assertThat(Asked.flag(PROPERTY, false)).isTrue();

    System.setProperty(PROPERTY, "false");
    assertThat(Asked.flag(PROPERTY, true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "off", "False", "0"})
  void whatIsNoFlagIsRefusedByName(String text) {
    System.setProperty(PROPERTY, text);

    assertThatThrownBy(() -> Asked.flag(PROPERTY, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("crashproof.asked-test is '" + text + "': give true or false");
  }

  @Test
  void aFileCountsFromTheRootOfTheBuild() {
    System.setProperty(ROOT, "/home/me/crashproof/src/suite/../..");

    System.setProperty(PROPERTY, "reports/runs/1/replays/a.json");
    assertThat(Asked.file(PROPERTY))
        .contains(Path.of("/home/me/crashproof/reports/runs/1/replays/a.json"));

    System.setProperty(PROPERTY, "/elsewhere/a.json");
    assertThat(Asked.file(PROPERTY)).contains(Path.of("/elsewhere/a.json"));
  }
}
