package dev.crashproof.worker.activities;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a service.
 *
 * @param url where; one without a host is relative to the worker's {@code API_BASE_URL}
 * @param method of HTTP, one of {@link #METHODS}
 * @param headers beside those that call_api itself sends
 * @param body sent as JSON; a string under a {@code Content-Type} other than JSON is sent as it is;
 *     null for no body
 * @param timeout how long the whole exchange may take, 1 ms to 10 minutes
 */
public record ApiCall(
    String url,
    String method,
    Map<String, String> headers,
    @Nullable JsonNode body,
    Duration timeout) {

  /** What can be done. */
  public static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Keeps a copy of the headers, in their order; JSON's null is no body. */
  public ApiCall {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    body = body == null || body.isNull() ? null : body;
  }

  /** What is wrong with it, if anything, beginning with the field. Shows no values. */
  public Optional<String> complaint() {
    return Target.complaint(url)
        .or(this::methodComplaint)
        .or(() -> Headers.complaint(headers))
        .or(this::timeoutComplaint);
  }

  private Optional<String> methodComplaint() {
    if (!METHODS.contains(method)) {
      return Optional.of("method is none of " + String.join(", ", METHODS));
    }
    return body != null && (method.equals("GET") || method.equals("HEAD"))
        ? Optional.of("body is given, and " + method + " sends none: use another method")
        : Optional.empty();
  }

  private Optional<String> timeoutComplaint() {
    return timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0
        ? Optional.of("timeout is " + timeout + ", not between " + SHORTEST + " and " + LONGEST)
        : Optional.empty();
  }
}
