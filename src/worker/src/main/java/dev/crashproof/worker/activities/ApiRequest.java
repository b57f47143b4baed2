package dev.crashproof.worker.activities;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.worker.effects.Effect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A call as HTTP sends it. */
final class ApiRequest {
  private static final String CONTENT_TYPE = "Content-Type";

  private ApiRequest() {}

  /** The request of one attempt; but for the attempt's number, that of every other attempt. */
  static HttpRequest of(ApiCall call, Target target, Effect.Source attempt) {
    HttpRequest.Builder request = HttpRequest.newBuilder(target.url());
    call.headers().forEach(request::header);
    Optional<String> contentType = contentType(call.headers());
    if (call.body() != null && contentType.isEmpty()) {
      request.header(CONTENT_TYPE, "application/json");
    }
    request
        .header(Headers.IDEMPOTENCY_KEY, Headers.encoded(attempt.key()))
        .header(Headers.WORKFLOW_ID, Headers.encoded(attempt.workflowId()))
        .header(Headers.ACTIVITY_TYPE, Headers.encoded(attempt.activityType()))
        .header(Headers.ACTIVITY_ATTEMPT, String.valueOf(attempt.attempt()));
    // Given as any other method, GET would announce a body of no bytes, which some servers refuse.
    return call.method().equals("GET")
        ? request.GET().build()
        : request.method(call.method(), body(call, contentType)).build();
  }

  private static Optional<String> contentType(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static BodyPublisher body(ApiCall call, Optional<String> contentType) {
    JsonNode body = call.body();
    if (body == null) {
      return BodyPublishers.noBody();
    }
    boolean asItIs =
        body.isTextual()
            && contentType
                .filter(type -> !type.toLowerCase(Locale.ROOT).contains("json"))
                .isPresent();
    return BodyPublishers.ofString(asItIs ? body.textValue() : body.toString());
  }
}
