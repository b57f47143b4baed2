package dev.crashproof.worker.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java that the worker may run on.
 *
 * @param home its directory
 * @param release what it says of itself
 */
record Jdk(Path home, String release) {
  private static final Pattern FEATURE = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final int FIRST_WITH_AOT_CACHE = 24;

  /**
   * The one in that directory.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Jdk at(Path home) {
    try {
      Jdk jdk = new Jdk(home, Files.readString(home.resolve("release")));
      if (!FEATURE.matcher(jdk.release).find()) {
        throw new IllegalArgumentException(
            home + " tells no JAVA_VERSION in its file release: give a Java's home");
      }
      return jdk;
    } catch (IOException e) {
      throw new UncheckedIOException(home + " is no Java: give a Java's home", e);
    }
  }

  Path java() {
    return home.resolve("bin").resolve("java");
  }

  /** Its number: 17. */
  int feature() {
    Matcher feature = FEATURE.matcher(release);
    return feature.find() ? Integer.parseInt(feature.group(1)) : 0;
  }

  /** Whether it takes an AOT cache (JEP 483); earlier ones take an archive of classes. */
  boolean hasAotCache() {
    return feature() >= FIRST_WITH_AOT_CACHE;
  }

  @Override
  public String toString() {
    return "Java " + feature();
  }
}
