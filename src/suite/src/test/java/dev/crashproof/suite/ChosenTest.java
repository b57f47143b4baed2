package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChosenTest {
  private static final String PROPERTY = "crashproof.chosen-test";
  private static final List<String> IDS = List.of("kill", "kill-mid-timer", "pause");

  @AfterEach
  void nothingIsAskedAnyMore() {
    System.clearProperty(PROPERTY);
  }

  private static Chosen asking(String text, Function<String, Chosen> how) {
    System.setProperty(PROPERTY, text);
    return how.apply(PROPERTY);
  }

  @Test
  void whereNothingIsAskedAllAreMeant() {
    Chosen chosen = asking("", Chosen::named);

    assertThat(chosen.isSet()).isFalse();
    assertThat(IDS).allMatch(chosen::has);
    assertThatCode(() -> chosen.check(IDS)).doesNotThrowAnyException();
  }

  @Test
  void someBeginWithIt() {
    Chosen chosen = asking("kill", Chosen::beginning);

    chosen.check(IDS);
    assertThat(chosen.isSet()).isTrue();
    assertThat(IDS).filteredOn(chosen::has).containsExactly("kill", "kill-mid-timer");
  }

  @Test
  void someHaveItInThem() {
    Chosen chosen = asking("i", Chosen::having);

    chosen.check(IDS);
    assertThat(IDS).filteredOn(chosen::has).containsExactly("kill", "kill-mid-timer");
  }

  @Test
  void someAreNamed() {
    Chosen chosen = asking("pause, kill", Chosen::named);

    chosen.check(IDS);
    assertThat(IDS).filteredOn(chosen::has).containsExactly("kill", "pause");
  }

  @Test
  void whatNoIdBeginsWithIsRefused() {
    assertThatThrownBy(() -> asking("mid", Chosen::beginning).check(IDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "crashproof.chosen-test asks for 'mid', and no id here begins with that: use one of"
                + " kill, kill-mid-timer, pause");
  }

  @Test
  void whatNoIdHasInItIsRefused() {
    assertThatThrownBy(() -> asking("resume", Chosen::having).check(IDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("asks for 'resume', and no id here has that in it: use one of kill,");
  }

  @Test
  void eachNameMustBeThere() {
    assertThatThrownBy(() -> asking("kill,paws", Chosen::named).check(IDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("asks for 'paws', and no id here is that: use one of kill,");
    assertThatThrownBy(() -> asking("kill,", Chosen::named).check(IDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("asks for '', and no id here is that");
  }

  @Test
  void ofVeryManyIdsSomeAreTold() {
    List<String> many = IntStream.range(0, 130).mapToObj(i -> "cell-" + i).toList();

    assertThatThrownBy(() -> asking("sell", Chosen::beginning).check(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(": use one of 130 such as cell-0, cell-3, cell-6, ")
        .hasMessageEndingWith(", cell-129");
  }

  /** The plan is made of what a depth plays, before anybody knows whether that is anything. */
  @Test
  void whatIsPlannedNeedsNoMatch() {
    assertThat(asking("mid", Chosen::beginning).has("kill")).isFalse();
  }
}
