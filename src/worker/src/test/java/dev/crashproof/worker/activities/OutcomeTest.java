package dev.crashproof.worker.activities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statuses are worth another attempt. */
class OutcomeTest {

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 206, 299})
  void done(int status) {
    assertThat(Outcome.of(status)).isEqualTo(Outcome.DONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 507, 599})
  void passing(int status) {
    assertThat(Outcome.of(status)).isEqualTo(Outcome.PASSING);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 199, 300, 301, 302, 304, 307, 400, 401, 404, 409, 410, 422, 499, 600})
  void lasting(int status) {
    assertThat(Outcome.of(status)).isEqualTo(Outcome.LASTING);
  }
}
