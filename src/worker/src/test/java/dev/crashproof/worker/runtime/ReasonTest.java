package dev.crashproof.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .isEqualTo("it refuses this worker's credentials (PERMISSION_DENIED: no access)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error:1000045c:SSL routines:OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED | it asks for a certificate: give TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH",
        "Received fatal alert: certificate_required | it asks for a certificate: give TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH",
        "error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA | it refuses this worker's certificate (TLS alert 'unknown ca'): give one that it takes in TEMPORAL_TLS_CLIENT_CERT_PATH",
        "error:10000415:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_EXPIRED | it refuses this worker's certificate (TLS alert 'certificate expired'): give one that it takes in TEMPORAL_TLS_CLIENT_CERT_PATH",
        "Received fatal alert: bad_certificate | it refuses this worker's certificate (TLS alert 'bad certificate'): give one that it takes in TEMPORAL_TLS_CLIENT_CERT_PATH",
        "First received frame was not SETTINGS. Hex dump for first 5 bytes: 1503010002 | it ends the connection at once, as one with TLS does with one without: TEMPORAL_TLS=true turns it on",
        "Received fatal alert: handshake_failure | Received fatal alert: handshake_failure",
      })
  void whatTlsSaysOfCertificatesIsSaidInWords(String alert, String reason) {
    assertThat(
            Reason.of(
                Status.UNAVAILABLE
                    .withCause(new SSLHandshakeException(alert))
                    .asRuntimeException()))
        .isEqualTo(reason);
  }
}
