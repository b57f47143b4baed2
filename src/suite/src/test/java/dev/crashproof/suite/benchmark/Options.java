package dev.crashproof.suite.benchmark;

import dev.crashproof.suite.Asked;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a run of the benchmark is told, by system properties {@code crashproof.benchmark.*}.
 *
 * @param pairs how many pairs of each figure, the first of which does not count
 * @param turns how many turns the journal's cost takes, end to end
 * @param loads how many loads of 16 clients each of the two gets
 * @param load how long a load lasts
 * @param jdks what workers run on
 * @param figures the beginnings of the ids of those that are measured; all where there is none
 */
record Options(
    int pairs, int turns, int loads, Duration load, List<Jdk> jdks, List<String> figures) {
  private static final String PREFIX = "crashproof.benchmark.";
  private static final int TURNS = 240;
  private static final Duration LOAD = Duration.ofSeconds(60);

  static Options fromSystem() {
    return new Options(
        number("pairs", Pairs.LEAST + 1),
        number("turns", TURNS),
        number("loads", Load.LEAST),
        Duration.ofSeconds(number("load.seconds", (int) LOAD.toSeconds())),
        Asked.text(PREFIX + "jdks")
            .map(homes -> Arrays.stream(homes.split(File.pathSeparator)).map(Path::of).toList())
            .orElse(List.of(Path.of(System.getProperty("java.home"))))
            .stream()
            .map(Jdk::at)
            .toList(),
        Asked.text(PREFIX + "figures")
            .map(names -> Arrays.stream(names.split(",")).map(String::strip).toList())
            .orElse(List.of()));
  }

  /** Whether it is all of it, and enough of it to be published. */
  boolean whole() {
    return figures.isEmpty()
        && pairs > Pairs.LEAST
        && loads >= Load.LEAST
        && load.compareTo(LOAD) >= 0
        && turns >= TURNS;
  }

  /** Whether a figure of that id is wanted. */
  boolean wants(String id) {
    return figures.isEmpty() || figures.stream().anyMatch(id::startsWith);
  }

  /** A system property without which nothing can be measured. */
  static String required(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .filter(Predicate.not(String::isBlank))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the benchmark needs the system property %s: run it by mvn verify -Pbenchmark"
                        .formatted(name)));
  }

  private static int number(String name, int usual) {
    return Asked.number(PREFIX + name, usual);
  }
}
