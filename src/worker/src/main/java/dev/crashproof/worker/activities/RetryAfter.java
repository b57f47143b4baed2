package dev.crashproof.worker.activities;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** HTTP's {@code Retry-After}, in seconds or as a date in any of HTTP's three forms. */
final class RetryAfter {

  /** No longer is waited, whatever is asked for. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

  private RetryAfter() {}

  /**
   * How long a service asks to be left alone.
   *
   * @param value of its {@code Retry-After}
   * @param date of its {@code Date}: by its own clock, a wrong one of ours does no harm
   * @param now by our clock, if it gave no date
   * @return empty if it does not say, or says "at once": the activity's own retry policy is
   *     gentler, and a delay of zero would fail the activity for good
   */
  static Optional<Duration> of(String value, Optional<String> date, Instant now) {
    String text = value.strip();
    Optional<Duration> asked =
        SECONDS.matcher(text).matches()
            ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
            : date(text, now)
                .map(until -> Duration.between(date.flatMap(d -> date(d, now)).orElse(now), until));
    return asked
        .filter(delay -> delay.compareTo(Duration.ofMillis(1)) >= 0)
        .map(delay -> delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
  }

  private static Optional<Instant> date(String text, Instant now) {
    for (DateTimeFormatter form : forms(now)) {
      try {
        return Optional.of(LocalDateTime.parse(text.strip(), form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // Then it may be in the next form.
      }
    }
    return Optional.empty();
  }

  /** The form of today, and the two that older services may still send. */
  private static List<DateTimeFormatter> forms(Instant now) {
    // Two digits mean the year that lies 50 years ahead at most, as HTTP has it.
    LocalDate oldest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(49);
    DateTimeFormatter twoDigits =
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, oldest)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US);
    return List.of(
        DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US),
        twoDigits,
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US));
  }
}
