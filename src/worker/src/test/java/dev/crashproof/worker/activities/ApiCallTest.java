package dev.crashproof.worker.activities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are refused before they are made, and in which words. */
class ApiCallTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static String complaint(ApiCall call) {
    return call.complaint().orElse("none");
  }

  private static String url(String url) {
    return complaint(new ApiCall(url, "POST", Map.of(), null, TIMEOUT));
  }

  private static String headers(Map<String, String> headers) {
    return complaint(new ApiCall("/", "POST", headers, null, TIMEOUT));
  }

  private static String method(String method, @Nullable JsonNode body) {
    return complaint(new ApiCall("/", method, Map.of(), body, TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h/p?q=1#f",
        "HTTPS://[::1]:8443",
        "orders",
        "/orders",
        "../orders?q",
        "?q=1",
        "//other/orders",
        "http://h/größe"
      })
  void addresses(String url) {
    assertThat(url(url)).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "' ', url is blank or longer than 8000 characters",
    "ftp://h/, url has a scheme other than http and https: begin it with one of them",
    "localhost:8080/p, url has a scheme other than http and https: begin it with one of them",
    "http://u:secret@h/, url holds a user: give an Authorization header instead",
    "//u:secret@h/, url holds a user: give an Authorization header instead",
  })
  void addressesThatCannotBeCalled(String url, String complaint) {
    assertThat(url(url)).isEqualTo(complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http:///p", "http:p", "http://my_service/p", "a b", "http://h/%", "//", "/\0"})
  void whatIsNoAddress(String url) {
    assertThat(url(url))
        .isEqualTo(
            "url is no URL: give one like https://HOST/PATH, or a path relative to API_BASE_URL");
  }

  @Test
  void aMethodIsOneOfSix() {
    assertThat(ApiCall.METHODS).allSatisfy(m -> assertThat(method(m, null)).isEqualTo("none"));
    assertThat(method("post", null))
        .isEqualTo("method is none of GET, POST, PUT, PATCH, DELETE, HEAD");
    assertThat(method("GET", JsonNodeFactory.instance.nullNode())).isEqualTo("none");
    assertThat(method("GET", JsonNodeFactory.instance.objectNode()))
        .isEqualTo("body is given, and GET sends none: use another method");
  }

  @ParameterizedTest
  @CsvSource({
    "idempotency-key, 'headers has idempotency-key, which call_api itself sends: leave it out'",
    "Workflow-Id, 'headers has Workflow-Id, which call_api itself sends: leave it out'",
    "Activity-Type, 'headers has Activity-Type, which call_api itself sends: leave it out'",
    "Activity-Attempt, 'headers has Activity-Attempt, which call_api itself sends: leave it out'",
    "Host, 'headers has Host, which belongs to the connection, not to a call: leave it out'",
    "content-length, 'headers has content-length, which belongs to the connection, not to a call:"
        + " leave it out'",
    "a b, 'headers has a name that is none in HTTP: use letters, digits, dashes'",
    "'', 'headers has a name that is none in HTTP: use letters, digits, dashes'",
    "'a:', 'headers has a name that is none in HTTP: use letters, digits, dashes'",
  })
  void namesOfHeaders(String name, String complaint) {
    assertThat(headers(Map.of(name, "secret"))).isEqualTo(complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"secret\r\nHost: other", "secret\n", "secret\0", "sécret", "secret\u007f"})
  void valuesOfHeadersAreOneLineAndNeverShown(String value) {
    assertThat(headers(Map.of("Authorization", value)))
        .isEqualTo(
            "headers has a value of Authorization that is null, longer than 8000 characters, or not"
                + " plain ASCII on one line");
  }

  @Test
  void aNullThatJsonBringsIsNoValue() {
    Map<String, String> headers = new HashMap<>();
    headers.put("X", null);
    assertThat(headers(headers)).startsWith("headers has a value of X that is null");
  }

  @Test
  void headersAreNotEndless() {
    Map<String, String> many =
        IntStream.range(0, 101).boxed().collect(Collectors.toMap(i -> "X-" + i, i -> ""));
    assertThat(headers(many)).isEqualTo("headers are 101, more than 100");
    assertThat(headers(Map.of("X", "v".repeat(8001)))).startsWith("headers has a value of X");
    assertThat(headers(Map.of("X", "v".repeat(8000), "Y", "\t~ "))).isEqualTo("none");
  }

  @Test
  void aTimeoutIsAMillisecondAtLeastAndTenMinutesAtMost() {
    for (String timeout : new String[] {"PT0S", "-PT1S", "PT0.000999999S", "PT10M0.000000001S"}) {
      Duration given = Duration.parse(timeout);
      assertThat(complaint(new ApiCall("/", "POST", Map.of(), null, given)))
          .isEqualTo("timeout is " + given + ", not between PT0.001S and PT10M");
    }
  }
}
