package dev.crashproof.worker.settings;

import io.grpc.NameResolverRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts to values, or a sentence that says what would do. */
final class Parse {
  private static final Pattern HOST_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s:/\\[\\]]+)(?::(\\d{1,9}))?");
  private static final Pattern TARGET =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://[^\\s/]*/[^\\s/]\\S*");
  private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  // Hosts may be several, for failover; what follows the database may hold secrets.
  private static final Pattern JDBC =
      Pattern.compile("jdbc:postgresql:(?://([^/?]*)/)?([^/?\\s]*)(?:\\?(\\S*))?");

  private static final Pattern LISTEN =
      Pattern.compile("(?:(\\[[0-9A-Fa-f:.]+]|[^\\s:/\\[\\]]+):)?(\\d{1,9})");
  private static final List<String> LOG_LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private Parse() {}

  /** A gRPC target; a host alone gets Temporal's usual port. */
  static String address(Given given) throws SettingsException {
    String value = given.value().strip();
    if (value.contains("://")) {
      return target(given, value);
    }
    Matcher matcher = HOST_PORT.matcher(value);
    if (!matcher.matches()) {
      throw given.wrong("is '" + value + "', which is no HOST:PORT: give one like localhost:7233");
    }
    if (matcher.group(2) == null) {
      return value + ":7233";
    }
    port(given, matcher.group(2));
    return value;
  }

  /** What gRPC itself is to resolve: one that it cannot would end the worker when it connects. */
  private static String target(Given given, String value) throws SettingsException {
    Matcher matcher = TARGET.matcher(value);
    if (!matcher.matches()
        || NameResolverRegistry.getDefaultRegistry().getProviderForScheme(matcher.group(1))
            == null) {
      throw given.wrong(
          "is '"
              + value
              + "', which gRPC cannot resolve: give HOST:PORT like localhost:7233, without http://"
              + " or https://, or a target like dns:///HOST:PORT");
    }
    return value;
  }

  private static void port(Given given, String digits) throws SettingsException {
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw given.wrong("has the port " + port + ", which is not between 1 and 65535");
    }
  }

  /** A JDBC URL of Postgres. Complaints never show it, since it may hold a password. */
  static DatabaseUrl databaseUrl(Given given) throws SettingsException {
    String value = given.value().strip();
    Matcher matcher = JDBC.matcher(value);
    if (!matcher.matches()) {
      throw given.wrong(
          "is no JDBC URL of Postgres: give one like jdbc:postgresql://HOST:5432/DATABASE");
    }
    if (matcher.group(1) != null) {
      for (String host : matcher.group(1).split(",", -1)) {
        Matcher hostPort = HOST_PORT.matcher(host);
        if (!hostPort.matches()) {
          throw given.wrong(
              "names no host that can be one: give one like jdbc:postgresql://HOST:5432/DATABASE");
        }
        if (hostPort.group(2) != null) {
          port(given, hostPort.group(2));
        }
      }
    }
    return new DatabaseUrl(value);
  }

  /** A duration such as 500ms, 20s, 2m or ISO 8601's PT20S, within these bounds. */
  static Duration duration(Given given, Duration least, Duration most) throws SettingsException {
    String value = given.value().strip();
    Duration duration;
    try {
      duration = duration(value);
    } catch (DateTimeParseException e) {
      throw given.wrong(
          "is '" + value + "', which is no duration: give one like 500ms, 20s, 2m or PT20S");
    }
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw given.wrong("is " + value + ", which is not between " + least + " and " + most);
    }
    return duration;
  }

  private static Duration duration(String value) {
    Matcher matcher = SIMPLE_DURATION.matcher(value);
    if (!matcher.matches()) {
      return Duration.parse(value);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** A path as this system writes them. */
  static Path path(Given given) throws SettingsException {
    try {
      return Path.of(given.value().strip());
    } catch (InvalidPathException e) {
      throw given.wrong("is no path: give one of a directory");
    }
  }

  static int number(Given given, int least, int most) throws SettingsException {
    String value = given.value().strip();
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw given.wrong("is '" + value + "', which is no whole number");
    }
    throw given.wrong("is " + value + ", which is not between " + least + " and " + most);
  }

  /** One constant of these; constants are written in lower case, with dashes. */
  static <E extends Enum<E>> E oneOf(Class<E> type, Given given) throws SettingsException {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equalsIgnoreCase(given.value().strip())) {
        return constant;
      }
      names.add(name);
    }
    throw given.wrong("is '" + given.value() + "': give one of " + String.join(", ", names));
  }

  static boolean yesOrNo(Given given) throws SettingsException {
    return switch (given.value().strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw given.wrong("is '" + given.value() + "': give true or false");
    };
  }

  static String logLevel(Given given) throws SettingsException {
    String level = given.value().strip().toUpperCase(Locale.ROOT);
    if (!LOG_LEVELS.contains(level)) {
      throw given.wrong(
          "is '"
              + given.value()
              + "': give one of "
              + String.join(", ", LOG_LEVELS).toLowerCase(Locale.ROOT));
    }
    return level;
  }

  /** Roles divided by commas, each a name and perhaps {@code @} and a task queue. */
  static List<RoleChoice> roles(Given given) throws SettingsException {
    List<RoleChoice> choices = new ArrayList<>();
    for (String part : given.value().split(",", -1)) {
      int at = part.indexOf('@');
      String role = (at < 0 ? part : part.substring(0, at)).strip();
      String queue = at < 0 ? "" : part.substring(at + 1).strip();
      if (role.isEmpty()) {
        throw given.wrong(
            "is '"
                + given.value()
                + "', which has an empty role in it: give names divided by commas");
      }
      if (at >= 0 && queue.isEmpty()) {
        throw given.wrong("has no task queue behind '" + role + "@': give one, or leave the @ out");
      }
      choices.add(new RoleChoice(role, queue.isEmpty() ? Optional.empty() : Optional.of(queue)));
    }
    return List.copyOf(choices);
  }

  /** Where to listen; a port alone means every interface, the port 0 any that is free. */
  static InetSocketAddress listenAddress(Given given) throws SettingsException {
    String value = given.value().strip();
    Matcher matcher = LISTEN.matcher(value);
    if (!matcher.matches()) {
      throw given.wrong("is '" + value + "', which is no [HOST:]PORT: give one like 9464");
    }
    int port = Integer.parseInt(matcher.group(2));
    if (port > 65535) {
      throw given.wrong("has the port " + port + ", which is not between 0 and 65535");
    }
    InetSocketAddress address =
        matcher.group(1) == null
            ? new InetSocketAddress(port)
            : new InetSocketAddress(matcher.group(1), port);
    if (address.isUnresolved()) {
      throw given.wrong("names the host " + matcher.group(1) + ", which has no address");
    }
    return address;
  }

  static URI httpUrl(Given given) throws SettingsException {
    String value = given.value().strip();
    try {
      URI url = new URI(value);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The same complaint as for one that is no HTTP URL.
    }
    // It may be one with a password in it, and a slip elsewhere.
    String shown = value.contains("@") || value.contains("?") ? "" : "'" + value + "', which is ";
    throw given.wrong("is " + shown + "no URL: give one like http://localhost:4318");
  }
}
