package dev.crashproof.wire.grpc;

import io.grpc.Status;
import java.util.Arrays;

/** What a gRPC status says of the request's effect. */
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

  /** The code of that name; UNKNOWN where gRPC has none such. */
  static Status.Code code(String name) {
    return Arrays.stream(Status.Code.values())
        .filter(code -> code.name().equals(name))
        .findFirst()
        .orElse(Status.Code.UNKNOWN);
  }
}
