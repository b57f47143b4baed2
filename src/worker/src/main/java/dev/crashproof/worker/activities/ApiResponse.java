package dev.crashproof.worker.activities;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What HTTP brought back, read. */
final class ApiResponse {
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9][A-Za-z0-9.:_+-]*)\"?");

  private ApiResponse() {}

  /** The body as JSON. */
  static JsonText json(HttpResponse<byte[]> response) {
    String text = new String(response.body(), charset(response));
    return Json.read(text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  /** That of JSON, unless another one is named that there is. */
  private static Charset charset(HttpResponse<?> response) {
    Matcher named = CHARSET.matcher(response.headers().firstValue("Content-Type").orElse(""));
    return named.find() && Charset.isSupported(named.group(1))
        ? Charset.forName(named.group(1))
        : UTF_8;
  }

  static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .flatMap(
            value -> RetryAfter.of(value, response.headers().firstValue("Date"), Instant.now()));
  }
}
