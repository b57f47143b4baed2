package dev.crashproof.workload;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ledger that a service keeps and tells by HTTP: a GET answers with a JSON document that holds an
 * array, in the order in which things were done.
 *
 * <pre>{@code
 * HttpLedger.of("http://localhost:8080/effects?workflowId={workflowId}")
 *     .effectFields(new HttpLedger.EffectFields("", "/id", "/type", "/body"))
 * }</pre>
 *
 * @param effectsUrl where the effects are; {@code {workflowId}} stands for the workflow's id
 * @param attemptsUrl where the attempts are, likewise, if the service tells them
 * @param effectFields where the parts of an effect stand
 * @param attemptFields where the parts of an attempt stand
 */
public record HttpLedger(
    String effectsUrl,
    Optional<String> attemptsUrl,
    EffectFields effectFields,
    AttemptFields attemptFields)
    implements LedgerReader {
  private static final String WORKFLOW_ID = "{workflowId}";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Where the parts of an effect stand, as JSON pointers (RFC 6901).
   *
   * @param array the array in the answer; empty where it is the whole answer
   * @param key in an element of it: what makes it this effect
   * @param activityType in an element of it: the activity's type
   * @param content in an element of it: what was done
   */
  public record EffectFields(String array, String key, String activityType, String content) {

    /** As {@link RecordingHttpService} has them. */
    public static final EffectFields STANDARD =
        new EffectFields("", "/key", "/activityType", "/content");
  }

  /**
   * Where the parts of an attempt stand, as JSON pointers (RFC 6901).
   *
   * @param array the array in the answer; empty where it is the whole answer
   * @param key in an element of it: the effect's key
   * @param activityType in an element of it: the activity's type
   * @param attempt in an element of it: which attempt, from 1
   * @param applied in an element of it: whether the attempt had the effect, or found it there
   */
  public record AttemptFields(
      String array, String key, String activityType, String attempt, String applied) {

    /** As {@link RecordingHttpService} has them. */
    public static final AttemptFields STANDARD =
        new AttemptFields("", "/key", "/activityType", "/attempt", "/applied");
  }

  /**
   * Refuses addresses that are the same for every workflow.
   *
   * @throws IllegalArgumentException if so
   */
  public HttpLedger {
    check(effectsUrl);
    attemptsUrl.ifPresent(HttpLedger::check);
  }

  /** Effects only, told as {@link RecordingHttpService} tells them. */
  public static HttpLedger of(String effectsUrl) {
    return new HttpLedger(
        effectsUrl, Optional.empty(), EffectFields.STANDARD, AttemptFields.STANDARD);
  }

  /** The same with attempts, from another address. */
  public HttpLedger attemptsAt(String url) {
    return new HttpLedger(effectsUrl, Optional.of(url), effectFields, attemptFields);
  }

  /** The same for a service that tells effects otherwise. */
  public HttpLedger effectFields(EffectFields fields) {
    return new HttpLedger(effectsUrl, attemptsUrl, fields, attemptFields);
  }

  /** The same for a service that tells attempts otherwise. */
  public HttpLedger attemptFields(AttemptFields fields) {
    return new HttpLedger(effectsUrl, attemptsUrl, effectFields, fields);
  }

  private static void check(String url) {
    if (!url.contains(WORKFLOW_ID)) {
      throw new IllegalArgumentException(
          "The address \"%s\" would tell every workflow's effects at once: put %s where the workflow's id belongs."
              .formatted(url, WORKFLOW_ID));
    }
  }

  @Override
  public Ledger read(String workflowId) {
    return new Ledger(
        attemptsUrl.map(url -> attempts(url, workflowId)).orElse(List.of()), effects(workflowId));
  }

  private List<Effect> effects(String workflowId) {
    String url = url(effectsUrl, workflowId);
    List<Effect> effects = new ArrayList<>();
    for (JsonNode told : array(url, effectFields.array())) {
      effects.add(
          new Effect(
              text(url, told, effectFields.key()),
              workflowId,
              text(url, told, effectFields.activityType()),
              text(url, told, effectFields.content())));
    }
    return effects;
  }

  private List<Attempt> attempts(String template, String workflowId) {
    String url = url(template, workflowId);
    List<Attempt> attempts = new ArrayList<>();
    for (JsonNode told : array(url, attemptFields.array())) {
      attempts.add(
          new Attempt(
              text(url, told, attemptFields.key()),
              workflowId,
              text(url, told, attemptFields.activityType()),
              field(url, told, attemptFields.attempt()).asInt(),
              field(url, told, attemptFields.applied()).asBoolean()));
    }
    return attempts;
  }

  private static String url(String template, String workflowId) {
    return template.replace(WORKFLOW_ID, URLEncoder.encode(workflowId, StandardCharsets.UTF_8));
  }

  private static JsonNode array(String url, String pointer) {
    JsonNode array = get(url).at(JsonPointer.compile(pointer));
    if (!array.isArray()) {
      throw new IllegalStateException(
          "%s answered without a JSON array at \"%s\": set the array's JSON pointer to where it stands."
              .formatted(url, pointer));
    }
    return array;
  }

  private static JsonNode get(String url) {
    HttpResponse<String> answer;
    try {
      answer = Outage.OF_A_RESTART.outlast(() -> ask(url), IOException.class::isInstance);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the ledger was read from " + url, e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "The ledger could not be read from %s (%s): see whether the service runs and the address is right."
              .formatted(url, e),
          e);
    }
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "The ledger could not be read from %s (status %d): see whether the address and the harness's rights are right."
              .formatted(url, answer.statusCode()));
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "%s answered with something other than JSON: give the address of a JSON document."
              .formatted(url),
          e);
    }
  }

  private static HttpResponse<String> ask(String url) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    return client.send(
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A field as text; what is no plain value is told as its JSON. */
  private static String text(String url, JsonNode element, String pointer) {
    JsonNode field = field(url, element, pointer);
    return field.isValueNode() ? field.asText() : field.toString();
  }

  private static JsonNode field(String url, JsonNode element, String pointer) {
    JsonNode field = element.at(JsonPointer.compile(pointer));
    if (field.isMissingNode()) {
      throw new IllegalStateException(
          "%s told of something that has nothing at \"%s\" (%s): set the field's JSON pointer to where it stands."
              .formatted(url, pointer, element));
    }
    return field;
  }
}
