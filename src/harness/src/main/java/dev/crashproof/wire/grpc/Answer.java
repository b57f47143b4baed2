package dev.crashproof.wire.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has come of a peer's answer, and how far it has been handed on. */
final class Answer {
  private final List<byte[]> messages = new ArrayList<>();
  private @Nullable Metadata headers;
  private @Nullable Status status;
  private Metadata trailers = new Metadata();
  private boolean headersSent;
  private boolean closed;

  void headers(Metadata received) {
    headers = received;
  }

  void message(byte[] message) {
    messages.add(message);
  }

  void end(Status with, Metadata received) {
    status = with;
    trailers = received;
  }

  int messages() {
    return messages.size();
  }

  /** The first message, if one has come. */
  Optional<byte[]> message() {
    return messages.stream().findFirst();
  }

  /** How it ended, if it has. */
  Optional<Status> status() {
    return Optional.ofNullable(status);
  }

  /** Hands on what has come since the last time. */
  void sendTo(ServerCall<byte[], byte[]> call) {
    if (headers != null && !headersSent) {
      Encodings.of(headers).ifPresent(call::setCompression);
      call.sendHeaders(headers);
      headersSent = true;
    }
    if (headersSent) {
      messages.forEach(call::sendMessage);
      messages.clear();
    }
    if (status != null && !closed) {
      closed = true;
      call.close(status, trailers);
    }
  }
}
