package dev.crashproof.worker.activities;

import static dev.crashproof.worker.fixtures.Service.answer;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpHandler;
import dev.crashproof.worker.effects.Effect;
import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.EffectsInMemory;
import dev.crashproof.worker.fixtures.Service;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt of call_api against a real server: what is sent, what comes back, how it fails. */
class CallApiTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final EffectsInMemory effects = new EffectsInMemory();
  private final CountDownLatch over = new CountDownLatch(1);
  private Service service;
  private TestActivityEnvironment environment;
  private IntegrationActivities activities;

  @BeforeEach
  void begin() throws IOException {
    service = new Service();
    begin(Optional.of(service.url()));
  }

  private void begin(Optional<URI> apiBaseUrl) {
    environment = TestActivityEnvironment.newInstance();
    environment.registerActivitiesImplementations(
        new IntegrationActivitiesImpl(effects, apiBaseUrl));
    activities = environment.newActivityStub(IntegrationActivities.class);
  }

  @AfterEach
  void end() {
    over.countDown();
    environment.close();
    service.close();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static ApiCall call(String method, String url, @Nullable JsonNode body) {
    return new ApiCall(url, method, Map.of(), body, TIMEOUT);
  }

  private ApiAnswer get() {
    return activities.callApi(call("GET", "/orders?key=secret", null));
  }

  private ApplicationFailure failing(ApiCall call) {
    ActivityFailure failure =
        catchThrowableOfType(ActivityFailure.class, () -> activities.callApi(call));
    assertThat(failure).as("the activity fails").isNotNull();
    assertThat(effects.all()).isEmpty();
    // Neither here nor in what stands behind it.
    assertThat(failure).hasStackTraceContaining("call").satisfies(CallApiTest::tellsNoSecret);
    return Optional.ofNullable(failure.getCause())
        .map(ApplicationFailure.class::cast)
        .orElseThrow();
  }

  private static void tellsNoSecret(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(String.valueOf(cause.getMessage())).doesNotContain("secret");
    }
  }

  private void passes(ApplicationFailure failure, String message) {
    assertThat(failure.getOriginalMessage())
        .isEqualTo(message.replace("{url}", "" + service.url()));
    assertThat(failure.getType()).isEqualTo("ApiUnavailable");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  private void lasts(ApplicationFailure failure, String message) {
    assertThat(failure.getOriginalMessage())
        .isEqualTo(message.replace("{url}", "" + service.url()));
    assertThat(failure.getType()).isEqualTo("ApiRefused");
    assertThat(failure.isNonRetryable()).isTrue();
  }

  @Test
  void theRequestSaysWhoAsks() throws Exception {
    service.answering(answer(201, "{\"id\": 7}"));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer secret");
    headers.put("X-Two", "a, b");

    ApiAnswer answer =
        activities.callApi(
            new ApiCall(
                "orders?key=secret", "POST", headers, json("{\"item\": \"größe\"}"), TIMEOUT));

    assertThat(answer).isEqualTo(new ApiAnswer(201, new JsonText("{\"id\":7}")));
    Service.Request request = service.requests().get(0);
    Effect effect = effects.all().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/orders?key=secret");
    assertThat(request.body()).isEqualTo("{\"item\":\"größe\"}");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("Authorization")).isEqualTo("Bearer secret");
    assertThat(request.header("X-Two")).isEqualTo("a, b");
    assertThat(request.header("Idempotency-Key")).isEqualTo(effect.key());
    assertThat(request.header("Workflow-Id")).isEqualTo(effect.source().workflowId());
    assertThat(request.header("Activity-Type")).isEqualTo("call_api");
    assertThat(request.header("Activity-Attempt"))
        .isEqualTo(String.valueOf(effect.source().attempt()));
    // HTTP/1.1, and no offer to speak HTTP/2.
    assertThat(request.headers()).doesNotContainKeys("Upgrade", "Http2-settings");
  }

  @Test
  void theEffectTellsMethodAddressAndStatusAndNothingThatMayBeSecret() {
    service.answering(answer(200, "{\"token\": \"secret\"}"));
    get();
    assertThat(effects.all())
        .singleElement()
        .satisfies(
            effect -> {
              assertThat(effect.content())
                  .isEqualTo(
                      "{\"method\":\"GET\",\"address\":\""
                          + service.url()
                          + "/orders\",\"status\":200}");
              assertThat(effect.source().activityType()).isEqualTo("call_api");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
  void everyMethod(String method) throws Exception {
    service.answering(answer(200, "{\"a\": 1}"));

    ApiAnswer answer = activities.callApi(call(method, "/", null));

    assertThat(answer.body()).hasToString(method.equals("HEAD") ? "null" : "{\"a\":1}");
    assertThat(service.requests().get(0).method()).isEqualTo(method);
    assertThat(service.requests().get(0).body()).isEmpty();
    assertThat(service.requests().get(0).headers()).doesNotContainKey("Content-Type");
  }

  @Test
  void aBodyThatIsNoJsonComesAsText() throws Exception {
    service.answering(
        answer(200, "<p>so</p>"),
        answer(200, "{\"a\": 1} {"),
        answer(200, "[".repeat(501) + "]".repeat(501)),
        answer(200, "caf\u00e9".getBytes(ISO_8859_1), "Content-Type", "text/plain; charset=latin1"),
        answer(200, "caf\u00e9", "Content-Type", "text/plain; charset=nonsense"),
        answer(200, "\ufeff{\"a\": 1}"));
    assertThat(json(get().body().text()).textValue()).isEqualTo("<p>so</p>");
    assertThat(json(get().body().text()).textValue()).isEqualTo("{\"a\": 1} {");
    assertThat(json(get().body().text()).isTextual()).isTrue();
    assertThat(json(get().body().text()).textValue()).isEqualTo("caf\u00e9");
    assertThat(json(get().body().text()).textValue()).isEqualTo("caf\u00e9");
    assertThat(get().body()).hasToString("{\"a\":1}");
  }

  @Test
  void noBodyIsNull() throws Exception {
    service.answering(answer(200, ""), answer(204, ""), answer(200, " \n"));
    assertThat(get()).isEqualTo(new ApiAnswer(200, JsonText.NULL));
    assertThat(get().body()).isEqualTo(JsonText.NULL);
    assertThat(get().body()).isEqualTo(JsonText.NULL);
  }

  @Test
  void aTextThatIsSentAsSomethingElseIsNotQuoted() throws Exception {
    service.answering(answer(200, ""));
    Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
    activities.callApi(new ApiCall("/", "POST", form, json("\"a=1&b=2\""), TIMEOUT));
    activities.callApi(call("POST", "/", json("\"a=1&b=2\"")));
    assertThat(service.requests().get(0).body()).isEqualTo("a=1&b=2");
    assertThat(service.requests().get(0).header("Content-Type")).contains("form");
    assertThat(service.requests().get(1).body()).isEqualTo("\"a=1&b=2\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
  void mayPass(int status) {
    service.answering(answer(status, "{\"why\": \"secret\"}"));
    ApplicationFailure failure = failing(call("POST", "/orders?key=secret", null));
    passes(failure, "POST {url}/orders answered " + status + ": it is tried again");
    assertThat(failure.getNextRetryDelay()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 407, 409, 410, 413, 422, 451})
  void isFinal(int status) {
    // Whatever it says of retries.
    service.answering(answer(status, "{\"why\": \"secret\"}", "Retry-After", "1"));
    lasts(
        failing(call("POST", "/orders?key=secret", null)),
        "POST {url}/orders answered "
            + status
            + ", and would again: correct the call, or what it calls");
    assertThat(service.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) {
    service.answering(answer(status, "", "Location", "/other?key=secret"), answer(200, "{}"));
    lasts(
        failing(call("GET", "/orders?key=secret", null)),
        "GET {url}/orders answered "
            + status
            + ", and redirects are not followed: call where it leads itself");
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void retryAfterIsObeyedInSeconds() {
    service.answering(answer(429, "", "Retry-After", "7"));
    ApplicationFailure failure = failing(call("GET", "/", null));
    passes(failure, "GET {url}/ answered 429: it is tried again after PT7S, as it asks");
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void retryAfterIsObeyedAsADate() {
    // The server's own Date is of today; it is the difference that counts.
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(600).atOffset(ZoneOffset.UTC));
    service.answering(answer(503, "", "Retry-After", date));
    Duration delay = failing(call("GET", "/", null)).getNextRetryDelay();
    assertThat(delay).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(610));
  }

  @Test
  void retryAfterZeroLeavesItToTheRetryPolicy() {
    service.answering(answer(503, "", "Retry-After", "0"));
    assertThat(failing(call("GET", "/", null)).getNextRetryDelay()).isNull();
  }

  private HttpHandler silent() {
    return exchange -> await();
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void headersThatDoNotComeAreNotWaitedFor() {
    service.answering(silent());
    passes(
        failing(new ApiCall("/", "POST", Map.of(), null, SHORT)),
        "POST {url}/ was not answered in whole within PT0.3S: it is tried again");
  }

  @Test
  void aBodyThatDoesNotEndIsNotWaitedForAndItsConnectionIsGivenUp() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    service.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(' ');
              body.flush();
              over.await(10, TimeUnit.MILLISECONDS);
            }
          } catch (IOException e) {
            givenUp.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    passes(
        failing(new ApiCall("/", "GET", Map.of(), null, SHORT)),
        "GET {url}/ was not answered in whole within PT0.3S: it is tried again");
    assertThat(givenUp.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theStatusOfAFailureIsEnoughAndItsBodyIsNotWaitedFor() {
    HttpHandler endless =
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "3");
          exchange.sendResponseHeaders(503, 0);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          await();
        };
    service.answering(endless);
    ApplicationFailure failure = failing(call("GET", "/", null));
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBodyThatIsTooLargeIsFinal(boolean told) {
    byte[] part = "x".repeat(1 << 16).getBytes(ISO_8859_1);
    service.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, told ? (1 << 20) + 1 : 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 16; i++) {
              body.write(part);
            }
            body.write('x');
          }
        });
    lasts(
        failing(call("GET", "/", null)),
        "GET {url}/ answered more than 1048576 bytes, which an event history should not keep: have it"
            + " answer with less");
  }

  @Test
  void aBodyOfAMebibyteIsNot() throws Exception {
    service.answering(answer(200, "x".repeat(1 << 20)));
    assertThat(json(get().body().text()).textValue()).hasSize(1 << 20);
  }

  @Test
  void aBodyThatIsTooLargeAsJsonIsFinal() {
    // Each becomes six characters.
    service.answering(answer(200, "\u0001".repeat(1 << 19)));
    lasts(
        failing(call("GET", "/", null)),
        "GET {url}/ answered more than 1572864 bytes, which an event history should not keep: have it"
            + " answer with less");
  }

  @Test
  void aConnectionThatClosesWithinTheBodyMayPass() {
    service.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("{\"a\":".getBytes(ISO_8859_1));
          exchange.getResponseBody().flush();
          exchange.close();
        });
    ApplicationFailure failure = failing(call("POST", "/", null));
    assertThat(failure.getOriginalMessage())
        .startsWith("POST " + service.url() + "/ failed: the connection broke (")
        .endsWith("); it is tried again");
    passes(failure, failure.getOriginalMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "HEAD"})
  void aConnectionThatClosesBeforeAnAnswerMayPassAndNobodyElseTriesAgain(String method) {
    service.answering(exchange -> exchange.close());
    ApplicationFailure failure = failing(call(method, "/?secret", null));
    assertThat(failure.getOriginalMessage()).contains("/ failed: the connection broke (");
    passes(failure, failure.getOriginalMessage());
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void nobodyThereMayPass() throws Exception {
    String nobody = "http://localhost:" + Backend.freePort();
    passes(
        failing(call("POST", nobody + "/p?secret", null)),
        "POST " + nobody + "/p failed: nobody listens there; it is tried again");
    passes(
        failing(call("POST", "http://nowhere.invalid/p?secret", null)),
        "POST http://nowhere.invalid/p failed: its host has no address; it is tried again");
  }

  @Test
  void whatDoesNotSpeakHttpMayPass() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      Thread talker =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getOutputStream().write("220 secret ready\r\n\r\n".getBytes(ISO_8859_1));
                  socket.getOutputStream().flush();
                  await();
                } catch (IOException e) {
                  // The test's assertion says more.
                }
              });
      talker.start();
      String there = "http://localhost:" + server.getLocalPort();
      passes(
          failing(call("POST", there + "/", null)),
          "POST " + there + "/ failed: the answer is no HTTP; it is tried again");
    }
  }

  @Test
  void aCallThatMakesNoSenseIsNotMade() {
    service.answering(answer(200, ""));
    lasts(
        failing(call("LIST", "/", null)),
        "call_api cannot be done: method is none of GET, POST, PUT, PATCH, DELETE, HEAD");
    lasts(
        failing(new ApiCall("/", "POST", Map.of("Idempotency-Key", "secret"), null, TIMEOUT)),
        "call_api cannot be done: headers has Idempotency-Key, which call_api itself sends: leave it"
            + " out");
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void aRelativeAddressNeedsTheSetting() {
    environment.close();
    begin(Optional.empty());
    lasts(
        failing(call("POST", "/orders?secret", null)),
        "call_api cannot be done: url has no host, and API_BASE_URL is not set for this worker: set"
            + " it, or give the whole address");
  }

  @Test
  void transformDataRecordsTheDigestOfItsResult() throws Exception {
    JsonText data = new JsonText("{\"z\":{\"b\":2,\"a\":1}}");
    assertThat(activities.transformData(new Transformation("z", data)))
        .hasToString("{\"b\":2,\"a\":1}");
    // printf '{"a":1,"b":2}' | sha256sum
    assertThat(effects.all().get(0).content())
        .isEqualTo(
            "{\"digest\":\"sha256:43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777\"}");
  }

  @Test
  void transformDataRefusesForGood() throws Exception {
    ActivityFailure failure =
        catchThrowableOfType(
            ActivityFailure.class,
            () -> activities.transformData(new Transformation("z[", new JsonText("{}"))));
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            cause -> {
              assertThat(cause.getType()).isEqualTo("ExpressionRefused");
              assertThat(cause.isNonRetryable()).isTrue();
              assertThat(cause.getOriginalMessage())
                  .startsWith(
                      "transform_data cannot be done: the expression is no JMESPath: syntax error");
            });
    assertThat(effects.all()).isEmpty();
  }
}
