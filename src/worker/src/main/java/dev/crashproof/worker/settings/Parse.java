package dev.crashproof.worker.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts to values, or a sentence that says what would do. */
final class Parse {
  private static final Pattern HOST_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s:/\\[\\]]+)(?::(\\d{1,9}))?");
  private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  // Hosts may be several, for failover; what follows the database may hold secrets.
  private static final Pattern JDBC =
      Pattern.compile("jdbc:postgresql:(?://([^/?]*)/)?([^/?\\s]*)(?:\\?(\\S*))?");

  private Parse() {}

  /** A gRPC target; a host alone gets Temporal's usual port. */
  static String address(Given given) throws SettingsException {
    String value = given.value().strip();
    if (value.contains("://")) {
      return value;
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
}
