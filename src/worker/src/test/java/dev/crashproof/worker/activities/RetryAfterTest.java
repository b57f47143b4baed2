package dev.crashproof.worker.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a service asks to be left alone. */
class RetryAfterTest {
  private static final Instant NOW = Instant.parse("1994-11-06T08:49:30Z");

  private static Optional<Duration> of(String value) {
    return RetryAfter.of(value, Optional.empty(), NOW);
  }

  @ParameterizedTest
  @CsvSource({"1, PT1S", "120, PT2M", "' 7 ', PT7S", "3600, PT1H"})
  void seconds(String value, Duration delay) {
    assertThat(of(value)).contains(delay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void aDateInEachOfItsForms(String value) {
    assertThat(of(value)).contains(Duration.ofSeconds(7));
  }

  @Test
  void aDateIsReadByTheServicesOwnClock() {
    assertThat(
            RetryAfter.of(
                "Sun, 06 Nov 1994 08:49:37 GMT",
                Optional.of("Sun, 06 Nov 1994 08:49:35 GMT"),
                NOW.plusSeconds(86_400)))
        .contains(Duration.ofSeconds(2));
  }

  @Test
  void twoDigitsAreTheYearThatIsNearest() {
    Instant now = Instant.parse("2026-11-23T00:00:00Z");
    assertThat(RetryAfter.of("Monday, 23-Nov-26 00:00:09 GMT", Optional.empty(), now))
        .contains(Duration.ofSeconds(9));
    // 1994, which was long ago.
    assertThat(RetryAfter.of("Sunday, 06-Nov-94 08:49:37 GMT", Optional.empty(), now)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3601", "999999999999999999", "Sun, 06 Nov 2094 08:49:37 GMT"})
  void noLongerThanAnHour(String value) {
    Optional<Duration> delay =
        RetryAfter.of(value.replace("Sun, 06 Nov 2094", "Sat, 06 Nov 2094"), Optional.empty(), NOW);
    assertThat(delay).contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1.5",
        "",
        "soon",
        "Sun, 06 Nov 1994 08:49:29 GMT",
        "Sun, 06 Nov 1994 08:49:30 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "9999999999999999999"
      })
  void whatIsNowPastOrNonsenseLeavesItToTheRetryPolicy(String value) {
    assertThat(of(value)).isEmpty();
  }
}
