package dev.crashproof.worker.activities;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.worker.effects.Effects;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls over HTTP, and transformations by JMESPath. */
public final class IntegrationActivitiesImpl implements IntegrationActivities {
  // One tree at a time: it takes ten times the memory of its text, and it is made in milliseconds.
  private static final Semaphore TREE = new Semaphore(1);

  private final ActivityEffects effects;
  private final Optional<URI> apiBaseUrl;

  /**
   * Calls and transformations whose effects go there.
   *
   * @param apiBaseUrl what relative addresses are resolved against, if they can be
   */
  public IntegrationActivitiesImpl(Effects effects, Optional<URI> apiBaseUrl) {
    this.effects = new ActivityEffects(effects);
    this.apiBaseUrl = apiBaseUrl;
  }

  @Override
  public ApiAnswer callApi(ApiCall call) {
    call.complaint()
        .ifPresent(
            complaint -> {
              throw ApiFailures.impossible(complaint);
            });
    Target target =
        Target.of(call.url(), apiBaseUrl)
            .orElseThrow(
                () ->
                    ApiFailures.impossible(
                        "url has no host, and API_BASE_URL is not set for this worker: set it, or"
                            + " give the whole address"));
    ApiFailures failures = new ApiFailures(call.method(), target);
    HttpResponse<byte[]> response = exchange(call, target, failures);
    if (Outcome.of(response.statusCode()) != Outcome.DONE) {
      throw failures.status(response.statusCode(), ApiResponse.retryAfter(response));
    }
    ApiAnswer answer = new ApiAnswer(response.statusCode(), ApiResponse.json(response));
    if (answer.body().text().length() > Json.MOST) {
      throw failures.tooLarge(Json.MOST);
    }
    effects.record(new Called(call.method(), target.shown(), answer.status()));
    return answer;
  }

  private static HttpResponse<byte[]> exchange(ApiCall call, Target target, ApiFailures failures) {
    try {
      return HttpExchange.send(
          ApiRequest.of(call, target, ActivityEffects.source()), call.timeout());
    } catch (BoundedBody.TooLargeException e) {
      throw failures.tooLarge(HttpExchange.MOST_BYTES);
    } catch (TimeoutException e) {
      throw failures.late(call.timeout());
    } catch (IOException e) {
      throw failures.broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(e);
    }
  }

  @Override
  public JsonText transformData(Transformation transformation) {
    Result result = transformed(transformation);
    effects.record(new Transformed(result.digest()));
    return result.json();
  }

  private static Result transformed(Transformation transformation) {
    try {
      TREE.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(e);
    }
    try {
      JsonNode result = Expression.search(transformation.expression(), transformation.data());
      return Json.canonical(result)
          .flatMap(sorted -> Json.text(result).map(json -> new Result(json, Digest.of(sorted))))
          .orElseThrow(
              () ->
                  refused(
                      "the result has more than "
                          + Json.MOST
                          + " characters or nests deeper than "
                          + Json.DEEPEST
                          + ": have the expression select less"));
    } catch (Expression.RefusedException e) {
      throw refused(e.getMessage());
    } finally {
      TREE.release();
    }
  }

  private static ApplicationFailure refused(@Nullable String why) {
    return ApplicationFailure.newNonRetryableFailure(
        "transform_data cannot be done: " + why, "ExpressionRefused");
  }

  private record Called(String method, String address, int status) {}

  private record Result(JsonText json, String digest) {}

  private record Transformed(String digest) {}
}
