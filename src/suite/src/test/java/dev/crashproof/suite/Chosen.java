package dev.crashproof.suite;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which ids a person asks for by a property; all where it says nothing. What no id meets is
 * refused: a build that tried nothing must not look like one that found nothing wrong.
 */
final class Chosen {
  // As many as there are pairs. Of more, some are told that lie all over them.
  private static final int TOLD = 64;

  private final String property;
  private final List<String> asked;
  private final String how;
  private final BiPredicate<String, String> meets;

  private Chosen(
      String property, List<String> asked, String how, BiPredicate<String, String> meets) {
    this.property = property;
    this.asked = List.copyOf(asked);
    this.how = how;
    this.meets = meets;
  }

  /** The ids that begin with what the property says. */
  static Chosen beginning(String property) {
    return new Chosen(
        property, Asked.text(property).stream().toList(), "begins with that", String::startsWith);
  }

  /** The ids that have in them what the property says. */
  static Chosen having(String property) {
    return new Chosen(
        property, Asked.text(property).stream().toList(), "has that in it", String::contains);
  }

  /** The ids that the property names, divided by commas. */
  static Chosen named(String property) {
    return new Chosen(
        property,
        Asked.text(property)
            .map(names -> Arrays.stream(names.split(",", -1)).map(String::strip).toList())
            .orElse(List.of()),
        "is that",
        String::equals);
  }

  /** Whether anything was asked for. */
  boolean isSet() {
    return !asked.isEmpty();
  }

  /** Whether that id is among what was asked for. */
  boolean has(String id) {
    return asked.isEmpty() || asked.stream().anyMatch(text -> meets.test(id, text));
  }

  /**
   * Holds what was asked for against all ids that there are.
   *
   * @throws IllegalArgumentException if something was asked for that none of them meets
   */
  void check(List<String> ids) {
    for (String text : asked) {
      if (ids.stream().noneMatch(id -> meets.test(id, text))) {
        throw new IllegalArgumentException(
            "%s asks for '%s', and no id here %s: use one of %s"
                .formatted(property, text, how, words(ids)));
      }
    }
  }

  private static String words(List<String> ids) {
    int step = 1 + (ids.size() - 1) / TOLD;
    String some =
        IntStream.range(0, ids.size())
            .filter(i -> i % step == 0)
            .mapToObj(ids::get)
            .collect(Collectors.joining(", "));
    return step == 1 ? some : "%d such as %s".formatted(ids.size(), some);
  }
}
