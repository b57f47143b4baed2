package dev.crashproof.junit;

import dev.crashproof.lane.PlayException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Which test a sweep is, and what it is called elsewhere.
 *
 * @param testClass the class
 * @param method the method's name
 */
record SweepName(Class<?> testClass, String method) {
  private static final int LONGEST = 60;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** As a launcher names it: {@code OrderCrashTest#survivesEveryCrash}. */
  String test() {
    return binary() + "#" + method;
  }

  /** As task queues and files do: {@code order-crash-test-survives-every-crash}. */
  String kebab() {
    String words =
        (binary() + "-" + method)
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    if (words.isEmpty()) {
      return hash();
    }
    // Cut, two long names could become one.
    return words.length() <= LONGEST
        ? words
        : words.substring(0, LONGEST - 9).replaceAll("-+$", "") + "-" + hash();
  }

  /** The class's name without its package, nested ones with {@code $}. */
  String binary() {
    return testClass.getName().substring(testClass.getName().lastIndexOf('.') + 1);
  }

  private String hash() {
    return "%08x".formatted((testClass.getName() + "#" + method).hashCode());
  }

  /**
   * Makes a directory for this sweep's facts, unlike any before, so that no sweep hides another.
   *
   * @throws PlayException if it can't be made
   */
  Path newDirectory(Path below, Instant now) {
    String stem = kebab() + "-" + SECOND.format(now);
    try {
      Files.createDirectories(below);
      Optional<Path> made = make(below.resolve(stem));
      for (int number = 2; made.isEmpty(); number++) {
        made = make(below.resolve(stem + "-" + number));
      }
      return made.get();
    } catch (IOException e) {
      throw new PlayException(
          "No facts can be saved below %s (%s): make room there, or set %s to another directory."
              .formatted(below, e, Knobs.FACTS),
          e);
    }
  }

  private static Optional<Path> make(Path directory) throws IOException {
    try {
      return Optional.of(Files.createDirectory(directory));
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    }
  }
}
