package dev.crashproof.history.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void aRetryPolicysWaitsGrowUpToTheLongest() {
    RetryPolicy policy =
        RetryPolicy.of(
            new Event(
                5,
                Instant.EPOCH,
                "ActivityTaskScheduled",
                Map.of(
                    "retryPolicy.initialInterval.nanos", "200000000",
                    "retryPolicy.backoffCoefficient", "2.0",
                    "retryPolicy.maximumInterval.seconds", "1",
                    "retryPolicy.maximumAttempts", "3")));

    assertThat(List.of(1, 2, 3, 4, 60).stream().map(policy::backoff).map(Duration::toMillis))
        .containsExactly(200L, 400L, 800L, 1000L, 1000L);
    assertThat(policy.retriesAfter(2)).isTrue();
    assertThat(policy.retriesAfter(3)).isFalse();
  }

  @Test
  void whatAnEventDoesNotSayIsTemporalsDefault() {
    RetryPolicy policy =
        RetryPolicy.of(new Event(5, Instant.EPOCH, "ActivityTaskScheduled", Map.of()));

    assertThat(policy.backoff(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.backoff(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.backoff(1000)).isEqualTo(Duration.ofSeconds(100));
    assertThat(policy.retriesAfter(1000)).isTrue();
  }
}
