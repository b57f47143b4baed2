package dev.crashproof.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

/** Reasons are short, and do not change while nothing does. */
class ReasonTest {

  @Test
  void aRefusedConnectionIsTheReasonHoweverDeep() {
    ConnectException refused = new ConnectException("Connection refused");

    assertThat(
            Reason.of(
                Status.UNAVAILABLE
                    .withDescription("io exception")
                    .withCause(refused)
                    .asRuntimeException()))
        .isEqualTo("Connection refused");
    assertThat(
            Reason.of(
                new SQLTransientConnectionException(
                    "pool - request timed out after 1001ms (total=0)",
                    new SQLException("attempt failed", refused))))
        .isEqualTo("Connection refused");
  }

  @Test
  void countersAndTimesAreNoPartOfIt() {
    assertThat(
            Reason.of(
                Status.DEADLINE_EXCEEDED.withDescription("after 2.999s").asRuntimeException()))
        .isEqualTo("it does not answer");
    assertThat(Reason.of(new SQLTransientConnectionException("timed out after 1001ms (total=1)")))
        .isEqualTo("it does not answer");
  }

  @Test
  void whatTheOtherSideSaysIsTheReason() {
    assertThat(Reason.of(new SQLException("FATAL: password authentication failed\nmore")))
        .isEqualTo("FATAL: password authentication failed");
    assertThat(
            Reason.of(Status.PERMISSION_DENIED.withDescription("no access").asRuntimeException()))
        .isEqualTo("PERMISSION_DENIED: no access");
  }
}
