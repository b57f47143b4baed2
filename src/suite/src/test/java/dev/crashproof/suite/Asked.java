package dev.crashproof.suite;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a person asks of the suite by system properties. What makes no sense is refused in a
 * sentence with the property's name, never taken for what is usual.
 */
public final class Asked {
  private Asked() {}

  /** What a property says; empty where it says nothing. */
  public static Optional<String> text(String property) {
    return Optional.ofNullable(System.getProperty(property))
        .map(String::strip)
        .filter(Predicate.not(String::isEmpty));
  }

  /**
   * A whole number above 0.
   *
   * @param usual what is meant where the property says nothing
   * @throws IllegalArgumentException if it says anything else
   */
  public static int number(String property, int usual) {
    return Math.toIntExact(whole(property, usual, Integer.MAX_VALUE));
  }

  /** The same, of as many digits as a seed may have. */
  static long seed(String property, long usual) {
    return whole(property, usual, Long.MAX_VALUE);
  }

  private static long whole(String property, long usual, long greatest) {
    return text(property)
        .map(
            text -> {
              try {
                return Optional.of(Long.parseLong(text))
                    .filter(number -> number > 0 && number <= greatest)
                    .orElseThrow(NumberFormatException::new);
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                    "%s is '%s': give a whole number from 1 to %d"
                        .formatted(property, text, greatest),
                    e);
              }
            })
        .orElse(usual);
  }

  /**
   * Yes or no.
   *
   * @param usual what is meant where the property says nothing
   * @throws IllegalArgumentException if it says neither true nor false
   */
  static boolean flag(String property, boolean usual) {
    String text = text(property).orElse(Boolean.toString(usual));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s is '%s': give true or false".formatted(property, text));
    };
  }

  /**
   * A file; empty where the property says nothing. A relative one counts from the root of the
   * build, where a person types it: the tests themselves run in the directory of their module.
   */
  static Optional<Path> file(String property) {
    Path root = Path.of(System.getProperty("crashproof.root", ""));
    return text(property).map(text -> root.resolve(text).toAbsolutePath().normalize());
  }
}
