package dev.crashproof.history.recovery;

import dev.crashproof.history.Event;
import java.time.Duration;

/**
 * How the server retries an activity.
 *
 * @param initial the wait after the first attempt
 * @param coefficient how much longer each wait is than the one before
 * @param maximum the longest wait
 * @param maximumAttempts how many attempts there are; 0 for any number
 */
public record RetryPolicy(
    Duration initial, double coefficient, Duration maximum, int maximumAttempts) {
  private static final Duration INITIAL = Duration.ofSeconds(1);

  /** The policy that an {@code ActivityTaskScheduled} carries, completed by Temporal's defaults. */
  public static RetryPolicy of(Event scheduled) {
    Duration initial = EventDurations.of(scheduled, "retryPolicy.initialInterval").orElse(INITIAL);
    return new RetryPolicy(
        initial,
        Double.parseDouble(scheduled.attribute("retryPolicy.backoffCoefficient").orElse("2")),
        EventDurations.of(scheduled, "retryPolicy.maximumInterval")
            .orElse(initial.multipliedBy(100)),
        Integer.parseInt(scheduled.attribute("retryPolicy.maximumAttempts").orElse("0")));
  }

  /** The wait between that attempt's end and the next. */
  public Duration backoff(int attempt) {
    double nanos = initial.toNanos() * Math.pow(coefficient, Math.max(0, attempt - 1));
    return nanos >= maximum.toNanos() ? maximum : Duration.ofNanos((long) nanos);
  }

  /** Whether another attempt follows that one. */
  public boolean retriesAfter(int attempt) {
    return maximumAttempts == 0 || attempt < maximumAttempts;
  }
}
