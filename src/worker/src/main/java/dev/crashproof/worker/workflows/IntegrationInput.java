package dev.crashproof.worker.workflows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.worker.activities.ApiCall;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to call, and what of the answer to keep. In JSON every field but the address may be left
 * out.
 *
 * @param url where to; one without a host is relative to the worker's {@code API_BASE_URL}
 * @param method GET, POST, PUT, PATCH, DELETE or HEAD; POST if left out
 * @param headers sent beside the activity's own; none if left out. Event histories keep them, for
 *     everybody to read who may read those
 * @param body JSON that is sent; none if left out
 * @param expression in JMESPath, what is made of the answer's body; the body itself if left out
 * @param timeout how long an attempt may wait for the whole answer, 1 ms to 10 minutes; 5 s if left
 *     out. In JSON seconds or ISO 8601
 */
public record IntegrationInput(
    String url,
    String method,
    Map<String, String> headers,
    @Nullable JsonNode body,
    String expression,
    Duration timeout) {

  static final IntegrationInput NOTHING = of(null, null, null, null, null, null);

  @JsonCreator
  static IntegrationInput of(
      @JsonProperty("url") @Nullable String url,
      @JsonProperty("method") @Nullable String method,
      @JsonProperty("headers") @Nullable Map<String, String> headers,
      @JsonProperty("body") @Nullable JsonNode body,
      @JsonProperty("expression") @Nullable String expression,
      @JsonProperty("timeout") @Nullable Duration timeout) {
    return new IntegrationInput(
        Objects.requireNonNullElse(url, ""),
        Objects.requireNonNullElse(method, "POST"),
        Objects.requireNonNullElse(headers, Map.of()),
        body,
        Objects.requireNonNullElse(expression, "@"),
        Objects.requireNonNullElse(timeout, Duration.ofSeconds(5)));
  }

  /** The call that is asked for. */
  ApiCall call() {
    return new ApiCall(url, method, headers, body, timeout);
  }

  /**
   * This input, if it makes sense; otherwise the workflow fails for good, saying which field does
   * not.
   */
  IntegrationInput checked() {
    if (url.isEmpty()) {
      throw Input.refused("url is missing: say what to call");
    }
    call()
        .complaint()
        .ifPresent(
            complaint -> {
              throw Input.refused(complaint);
            });
    if (!Input.isText(expression)) {
      throw Input.refused("expression is blank, too long or holds a NUL character");
    }
    return this;
  }
}
