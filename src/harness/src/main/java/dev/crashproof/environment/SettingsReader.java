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
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s)");
  private static final Pattern ADDRESS = Pattern.compile("[^:/\\s]+:(\\d{1,5})");
  private static final Duration LONGEST_SHIFT = Duration.ofDays(1);
  private static final String PORT_RULE = "it must be a port, 1 to 65535";
  private static final String SHIFT_RULE =
      "it must be a duration such as 10ms, 1s or PT0.01S, not below 0 and not above a day";

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
        // The server runs in another directory, where a relative name would mean another file.
        value("crashproof.temporal.binary").map(binary -> Path.of(binary).toAbsolutePath()),
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
      if (isPort(port)) {
        return OptionalInt.of(port);
      }
    } catch (NumberFormatException e) {
      throw refused(name, text.get(), PORT_RULE);
    }
    throw refused(name, text.get(), PORT_RULE);
  }

  private static boolean isPort(int number) {
    return number > 0 && number < 65536;
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
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches() || !isPort(Integer.parseInt(address.group(1)))) {
      throw refused(
          "crashproof.temporal.address", text, "it must be host:port, the port 1 to 65535");
    }
    return text;
  }

  private static Duration shift(String text) {
    Duration shift = duration(text);
    if (shift.isNegative() || shift.compareTo(LONGEST_SHIFT) > 0) {
      throw refused("crashproof.temporal.timerMaxTimeShift", text, SHIFT_RULE);
    }
    return shift;
  }

  private static Duration duration(String text) {
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
      throw refused("crashproof.temporal.timerMaxTimeShift", text, SHIFT_RULE);
    }
  }

  private static EnvironmentException refused(String name, String text, String rule) {
    return new EnvironmentException(
        "The setting %s (or %s) is '%s': %s.".formatted(name, variable(name), text, rule));
  }
}
