package dev.crashproof.worker.runtime;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why something is not there, in words that stay the same while it stays away. */
final class Reason {

  // How the other side says it, by OpenSSL's words or by Java's.
  private static final Pattern ALERT =
      Pattern.compile(
          "(?i)alert[:_ ]+"
              + "(bad[_ ]certificate|certificate[_ ]\\w+|unknown[_ ]ca|unsupported[_ ]certificate)");

  private Reason() {}

  static String of(Throwable failure) {
    if (failure instanceof StatusRuntimeException grpc) {
      return of(grpc.getStatus());
    }
    // The pool's own exception tells its counters, which change; what it wraps tells why.
    if (failure instanceof SQLException && failure.getCause() == null) {
      return failure instanceof java.sql.SQLTransientConnectionException
          ? "it does not answer"
          : firstLine(failure);
    }
    return firstLine(deepest(failure));
  }

  static String of(Status status) {
    Throwable cause = status.getCause();
    return switch (status.getCode()) {
      case UNAVAILABLE ->
          cause != null ? unconnected(deepest(cause)) : withoutTls(firstLine(status.asException()));
      case DEADLINE_EXCEEDED -> "it does not answer";
      // Keys and certificates are replaced in time, mostly: this is no reason to leave.
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          "it refuses this worker's credentials (" + firstLine(status.asException()) + ")";
      default -> firstLine(status.asException());
    };
  }

  /** Why there is no connection; what TLS says of itself is bytes and class names. */
  private static String unconnected(Throwable cause) {
    if (cause.getClass().getSimpleName().equals("NotSslRecordException")) {
      return "it does not speak TLS, which is on: TEMPORAL_TLS=false turns it off";
    }
    if (cause instanceof CertPathBuilderException) {
      return "its certificate comes from nobody who is trusted (TEMPORAL_TLS_SERVER_CA_CERT_PATH)";
    }
    Matcher alert = ALERT.matcher(firstLine(cause));
    if (!alert.find()) {
      return withoutTls(firstLine(cause));
    }
    String what = alert.group(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    return what.equals("certificate required")
        ? "it asks for a certificate: give TEMPORAL_TLS_CLIENT_CERT_PATH and"
            + " TEMPORAL_TLS_CLIENT_KEY_PATH"
        : "it refuses this worker's certificate (TLS alert '"
            + what
            + "'): give one that it takes in TEMPORAL_TLS_CLIENT_CERT_PATH";
  }

  /** How a server with TLS ends a connection without: by a word of TLS, or by none. */
  private static String withoutTls(String reason) {
    return reason.contains("First received frame was not SETTINGS")
            || reason.contains("Network closed for unknown reason")
        ? "it ends the connection at once, as one with TLS does with one without: TEMPORAL_TLS=true"
            + " turns it on"
        : reason;
  }

  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
