package dev.crashproof.wire.grpc;

import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Ruling;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Map;

/** What gRPC statuses say, and how they are written down. */
final class Outcomes {
  private Outcomes() {}

  /** Whether the request certainly did not take effect. */
  static boolean refused(Status.Code code) {
    return switch (code) {
      case NOT_FOUND,
          INVALID_ARGUMENT,
          FAILED_PRECONDITION,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          UNIMPLEMENTED,
          OUT_OF_RANGE,
          RESOURCE_EXHAUSTED ->
          true;
      default -> false;
    };
  }

  /** What an op tells of the status. */
  static Map<String, String> told(Status status) {
    String description = status.getDescription();
    return Map.of(
        WireOp.STATUS,
        status.getCode().name(),
        WireOp.MESSAGE,
        description == null ? "" : description);
  }

  /** The status that was asked for; UNKNOWN where gRPC has none of that name. */
  static Status status(Ruling.Fail fail) {
    return Arrays.stream(Status.Code.values())
        .filter(code -> code.name().equals(fail.status()))
        .findFirst()
        .orElse(Status.Code.UNKNOWN)
        .toStatus()
        .withDescription(fail.message());
  }
}
