package dev.crashproof.environment;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@link Settings} from names and values; a value that makes no sense is refused by name. */
final class SettingsReader {
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)(ms|s)");

  private final Function<String, Optional<String>> lookup;

  private SettingsReader(Function<String, Optional<String>> lookup) {
    this.lookup = lookup;
  }

  static Settings read(Function<String, Optional<String>> lookup) {
    return new SettingsReader(lookup).settings();
  }

  /** System property, else environment variable of the same name in capitals. */
  static Function<String, Optional<String>> system() {
    return name ->
        Optional.ofNullable(System.getProperty(name))
            .or(() -> Optional.ofNullable(System.getenv(variable(name))));
  }

  static String variable(String name) {
    return name.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private Settings settings() {
    return new Settings(
        value("crashproof.backend").orElse(Settings.AUTO).toLowerCase(Locale.ROOT),
        value("crashproof.images").map(SettingsReader::imageSource).orElse(ImageSource.AUTO),
        value("crashproof.temporal.binary").map(Path::of),
        value("crashproof.temporal.download").map(SettingsReader::yesOrNo).orElse(true),
        value("crashproof.temporal.address").map(SettingsReader::address),
        postgres(),
        port("crashproof.temporal.port"),
        port("crashproof.postgres.port"),
        value("crashproof.temporal.timerMaxTimeShift").map(SettingsReader::shift),
        Optional.empty());
  }

  private Optional<String> value(String name) {
    return lookup.apply(name).map(String::trim).filter(value -> !value.isEmpty());
  }

  private Optional<Database> postgres() {
    return value("crashproof.postgres.url")
        .map(
            url -> {
              if (!url.startsWith("jdbc:postgresql://")) {
                throw refused(
                    "crashproof.postgres.url", url, "it must be jdbc:postgresql://host:port/name");
              }
              return new Database(
                  url,
                  value("crashproof.postgres.user").orElse("postgres"),
                  value("crashproof.postgres.password").orElse(""));
            });
  }

  private OptionalInt port(String name) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int port = Integer.parseInt(text.get());
      if (port > 0 && port < 65536) {
        return OptionalInt.of(port);
      }
    } catch (NumberFormatException e) {
      throw refused(name, text.get(), "it must be a port, 1 to 65535");
    }
    throw refused(name, text.get(), "it must be a port, 1 to 65535");
  }

  private static ImageSource imageSource(String text) {
    return Arrays.stream(ImageSource.values())
        .filter(source -> source.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "crashproof.images",
                    text,
                    "it must be one of "
                        + Arrays.stream(ImageSource.values())
                            .map(source -> source.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }

  private static boolean yesOrNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused("crashproof.temporal.download", text, "it must be true or false");
    };
  }

  private static String address(String text) {
    if (!text.matches("[^:/\\s]+:\\d{1,5}")) {
      throw refused("crashproof.temporal.address", text, "it must be host:port");
    }
    return text;
  }

  private static Duration shift(String text) {
    Matcher shortForm = SHORT_DURATION.matcher(text);
    if (shortForm.matches()) {
      long amount = Long.parseLong(shortForm.group(1));
      return shortForm.group(2).equals("ms")
          ? Duration.ofMillis(amount)
          : Duration.ofSeconds(amount);
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw refused(
          "crashproof.temporal.timerMaxTimeShift",
          text,
          "it must be a duration such as 10ms, 1s or PT0.01S");
    }
  }

  private static EnvironmentException refused(String name, String text, String rule) {
    return new EnvironmentException(
        "The setting %s (or %s) is '%s': %s.".formatted(name, variable(name), text, rule));
  }
}
