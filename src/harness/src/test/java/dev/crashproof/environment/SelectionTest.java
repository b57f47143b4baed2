package dev.crashproof.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

  @Test
  void autoTakesTheFirstByRankAndSaysWhy() {
    Selection selection =
        select("auto", FakeBackend.there("embedded", 2), FakeBackend.there("containers", 1));

    assertThat(selection.backend().name()).isEqualTo("containers");
    assertThat(selection.reason()).isEqualTo("containers is there");
  }

  @Test
  void autoSaysWhyNotTheOnesItPassedOver() {
    Selection selection =
        select("auto", FakeBackend.there("embedded", 2), FakeBackend.missing("containers", 1));

    assertThat(selection.backend().name()).isEqualTo("embedded");
    assertThat(selection.reason())
        .isEqualTo("embedded is there; not containers: containers is missing");
  }

  @Test
  void autoPassesOverInSilenceWhatNobodyWants() {
    Selection selection =
        select(
            "auto",
            FakeBackend.missing("external", 0).unwanted(),
            FakeBackend.there("embedded", 2));

    assertThat(selection.reason()).isEqualTo("embedded is there");
  }

  @Test
  void autoWithNothingToHaveSaysWhyForEach() {
    assertThatThrownBy(
            () ->
                select(
                    "auto",
                    FakeBackend.missing("embedded", 2),
                    FakeBackend.missing("containers", 1)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(
            "not containers: containers is missing; not embedded: embedded is missing");
  }

  @Test
  void oneThatIsAskedForIsTakenAgainstTheRank() {
    Selection selection =
        select("embedded", FakeBackend.there("embedded", 2), FakeBackend.there("containers", 1));

    assertThat(selection.backend().name()).isEqualTo("embedded");
  }

  @Test
  void oneThatIsAskedForAndNotThereIsNotReplaced() {
    assertThatThrownBy(
            () ->
                select(
                    "containers",
                    FakeBackend.there("embedded", 2),
                    FakeBackend.missing("containers", 1)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "The backend 'containers' was asked for and can't be had: containers is missing. Install containers.");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(
            () ->
                select(
                    "podman", FakeBackend.there("embedded", 2), FakeBackend.there("containers", 1)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "There is no backend 'podman': set crashproof.backend (or CRASHPROOF_BACKEND) to one of containers, embedded, auto.");
  }

  private static Selection select(String backend, Backend... backends) {
    return Selection.of(
        Settings.defaults().withBackend(backend), List.of(backends), Progress.silent());
  }
}
