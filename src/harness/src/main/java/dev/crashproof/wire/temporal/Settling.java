package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import dev.crashproof.history.wire.WireOp;
import io.grpc.Status;
import java.util.HashMap;
import java.util.Map;

/** Follows the messages that answer a task: what they are about, and when the task is settled. */
final class Settling {
  private static final int FAILURE_LENGTH = 200;

  private final Tasks tasks;

  Settling(Tasks tasks) {
    this.tasks = tasks;
  }

  /** What is known of the task of that token. */
  Map<String, String> details(String token) {
    return tasks.of(token).map(HandedTask::details).orElse(Map.of(WireOp.TOKEN, token));
  }

  /** A message that answers the task and tells no more. */
  Read answer(ByteString token) {
    String fingerprint = Token.fingerprint(token);
    return when(Read.of(details(fingerprint)), fingerprint, answer -> Map.of());
  }

  /** A message that fails the task. */
  Read answer(ByteString token, String failure) {
    String fingerprint = Token.fingerprint(token);
    Map<String, String> details = new HashMap<>(details(fingerprint));
    details.put(WireOp.MESSAGE, Json.cut(failure, FAILURE_LENGTH));
    return when(Read.of(details), fingerprint, answer -> Map.of());
  }

  /** Settles the task when the server has taken the message, or no longer knows the task. */
  Read when(Read read, String token, Decoder.Answer answer) {
    return read.answering(
            bytes -> {
              tasks.settled(token);
              return answer.read(bytes);
            })
        .failing(
            status -> {
              if (over(status)) {
                tasks.settled(token);
              }
            });
  }

  /** Whether, after that status, the server wants no more answer to the token. */
  static boolean over(Status.Code status) {
    return status == Status.Code.OK
        || status == Status.Code.NOT_FOUND
        || status == Status.Code.INVALID_ARGUMENT;
  }
}
