package dev.crashproof.junit;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a person may set for the sweeps of a launch: as JUnit configuration parameters, which system
 * properties are too, or as environment variables.
 *
 * @param point the one boundary to strike; empty for all
 * @param facts the directory below which each sweep saves its facts
 */
record Knobs(Optional<String> point, Path facts) {
  /** The setting for one boundary alone. */
  static final String POINT = "crashproof.point";

  /** The setting for where facts go. */
  static final String FACTS = "crashproof.facts";

  static Knobs of(ExtensionContext context) {
    return new Knobs(
        read(context, POINT),
        read(context, FACTS)
            .map(Path::of)
            .orElse(Path.of(System.getProperty("basedir", ""), output(), "crashproof", "sweeps"))
            .toAbsolutePath());
  }

  private static String output() {
    return System.getProperty("org.gradle.test.worker") == null ? "target" : "build";
  }

  /** The environment variable of the same meaning. */
  static String variable(String name) {
    return name.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static Optional<String> read(ExtensionContext context, String name) {
    return context
        .getConfigurationParameter(name)
        .or(() -> Optional.ofNullable(System.getenv(variable(name))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
