package dev.crashproof.worker.activities;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * How a call fails: for good, or so that it is tried again. Nothing of headers, bodies and queries
 * is told, since event histories keep failures for everybody to read.
 */
final class ApiFailures {

  /** The type of a failure that another attempt would not change. */
  static final String REFUSED = "ApiRefused";

  /** The type of one that may pass. */
  static final String UNAVAILABLE = "ApiUnavailable";

  private final String call;

  /** Failures of the call of this method to that place. */
  ApiFailures(String method, Target target) {
    this.call = method + " " + target.shown();
  }

  /** A call that cannot be made. */
  static ApplicationFailure impossible(String complaint) {
    return ApplicationFailure.newNonRetryableFailure(
        "call_api cannot be done: " + complaint, REFUSED);
  }

  ApplicationFailure status(int status, Optional<Duration> retryAfter) {
    if (Outcome.of(status) == Outcome.PASSING) {
      String when = retryAfter.map(delay -> " after " + delay + ", as it asks").orElse("");
      ApplicationFailure failure = unavailable("answered " + status + ": it is tried again" + when);
      retryAfter.ifPresent(failure::setNextRetryDelay);
      return failure;
    }
    return status >= 300 && status < 400
        ? refused(
            "answered " + status + ", and redirects are not followed: call where it leads itself")
        : refused("answered " + status + ", and would again: correct the call, or what it calls");
  }

  ApplicationFailure tooLarge(int most) {
    return refused(
        "answered more than "
            + most
            + " bytes, which an event history should not keep: have it answer with less");
  }

  ApplicationFailure late(Duration timeout) {
    return unavailable("was not answered in whole within " + timeout + ": it is tried again");
  }

  ApplicationFailure broken(IOException failure) {
    return unavailable("failed: " + reason(failure) + "; it is tried again");
  }

  private static String reason(IOException failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection could be made in time";
    }
    if (failure instanceof ConnectException) {
      return hasNoAddress(failure) ? "its host has no address" : "nobody listens there";
    }
    if (failure instanceof SSLException) {
      return "TLS: " + oneLine(failure);
    }
    // What was read in place of an answer stands in the exception's words.
    return failure instanceof ProtocolException
        ? "the answer is no HTTP"
        : "the connection broke (" + oneLine(failure) + ")";
  }

  private static boolean hasNoAddress(IOException failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(UnresolvedAddressException.class::isInstance);
  }

  private static String oneLine(IOException failure) {
    if (failure.getCause() instanceof IOException cause) {
      return oneLine(cause);
    }
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private ApplicationFailure refused(String what) {
    return ApplicationFailure.newNonRetryableFailure(call + " " + what, REFUSED);
  }

  private ApplicationFailure unavailable(String what) {
    return ApplicationFailure.newFailure(call + " " + what, UNAVAILABLE);
  }
}
