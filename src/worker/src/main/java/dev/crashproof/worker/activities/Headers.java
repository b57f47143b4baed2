package dev.crashproof.worker.activities;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand in the headers of a call. */
final class Headers {
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  static final String WORKFLOW_ID = "Workflow-Id";
  static final String ACTIVITY_TYPE = "Activity-Type";
  static final String ACTIVITY_ATTEMPT = "Activity-Attempt";

  private static final int MOST = 100;
  private static final int LONGEST = 8000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
  // A line break would begin a header that nobody checked.
  private static final Pattern VALUE = Pattern.compile("[\\t -~]*");

  private static final Set<String> OWN =
      Set.of("idempotency-key", "workflow-id", "activity-type", "activity-attempt");
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private Headers() {}

  /** What is wrong with them, if anything. Shows names that are names, and never a value. */
  static Optional<String> complaint(Map<String, String> headers) {
    if (headers.size() > MOST) {
      return Optional.of("headers are " + headers.size() + ", more than " + MOST);
    }
    return headers.entrySet().stream()
        .flatMap(header -> complaint(header.getKey(), header.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> complaint(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of("headers has a name that is none in HTTP: use letters, digits, dashes");
    }
    String known = name.toLowerCase(Locale.ROOT);
    if (OWN.contains(known)) {
      return Optional.of("headers has " + name + ", which call_api itself sends: leave it out");
    }
    if (OF_THE_CONNECTION.contains(known)) {
      return Optional.of(
          "headers has " + name + ", which belongs to the connection, not to a call: leave it out");
    }
    // JSON can hold a null where Java's types promise none.
    if (value == null || value.length() > LONGEST || !VALUE.matcher(value).matches()) {
      return Optional.of(
          "headers has a value of "
              + name
              + " that is null, longer than "
              + LONGEST
              + " characters, or not plain ASCII on one line");
    }
    return Optional.empty();
  }

  /** A text as a header can hold it; different texts stay different. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(UTF_8)) {
      if (b > ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b));
      }
    }
    return encoded.toString();
  }
}
