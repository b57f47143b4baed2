package dev.crashproof.worker.runtime;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;

/** Why something is not there, in words that stay the same while it stays away. */
final class Reason {

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
      case UNAVAILABLE -> cause != null ? unconnected(deepest(cause)) : firstLine(status.asException());
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
    if (cause instanceof java.security.cert.CertPathBuilderException) {
      return "its certificate comes from nobody who is trusted (TEMPORAL_TLS_SERVER_CA_CERT_PATH)";
    }
    return firstLine(cause);
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
