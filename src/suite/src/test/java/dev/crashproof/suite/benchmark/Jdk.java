package dev.crashproof.suite.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java that workers run on.
 *
 * @param home its directory
 * @param feature its number: 17
 */
record Jdk(Path home, int feature) {
  private static final int AHEAD_OF_TIME = 24;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)[^\"]*\"");

  /**
   * The one in that directory.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Jdk at(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      throw new IllegalArgumentException(
          "crashproof.benchmark.jdks names %s, where there is no Java: give Java homes, separated by %s"
              .formatted(home, File.pathSeparator));
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(release));
      if (!version.find()) {
        throw new IllegalArgumentException(
            "crashproof.benchmark.jdks names %s, whose file release tells no version"
                .formatted(home));
      }
      return new Jdk(home, Integer.parseInt(version.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it starts from an AOT cache (JEP 483), and not from an archive of classes. */
  boolean isAheadOfTime() {
    return feature >= AHEAD_OF_TIME;
  }

  /** As a row's id has it: {@code jdk17}. */
  String suffix() {
    return "jdk" + feature;
  }

  @Override
  public String toString() {
    return Integer.toString(feature);
  }
}
