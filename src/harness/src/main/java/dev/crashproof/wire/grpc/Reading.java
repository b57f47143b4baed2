package dev.crashproof.wire.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;

/** One request and its answer, read. */
public interface Reading {

  /** What is told of the request. */
  Map<String, String> details();

  /** Whether it is a long poll: one that may be kept from the peer, or be taken back from it. */
  default boolean poll() {
    return false;
  }

  /** What the peer is sent in the request's place, if it is to be something else. */
  default Optional<Rewrite> rewritten() {
    return Optional.empty();
  }

  /**
   * Reads the answer that took effect.
   *
   * @param answer the message; not to be changed
   * @return what is told of it
   */
  default Map<String, String> answered(byte[] answer) {
    return Map.of();
  }

  /** The peer refused the request, or its answer was lost. */
  default void failed(Status.Code status) {}

  /** Nothing is known of the request. */
  static Reading nothing() {
    return Map::of;
  }

  /**
   * A request in another's place.
   *
   * @param request the message
   * @param details what is told of the change
   */
  record Rewrite(ByteString request, Map<String, String> details) {}
}
