package dev.crashproof.wire.temporal;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.crashproof.history.wire.CommandFact;
import io.temporal.api.protocol.v1.Message;
import io.temporal.api.update.v1.Acceptance;
import io.temporal.api.update.v1.Rejection;
import io.temporal.api.update.v1.Request;
import io.temporal.api.update.v1.Response;

/** Updates, which travel as protocol messages beside a workflow task and its commands. */
final class Updates {
  private Updates() {}

  /** A message of the server's. Only its request tells an update's name: the run remembers it. */
  static CommandFact asked(Message message, RunMemory run) throws InvalidProtocolBufferException {
    Any body = message.getBody();
    if (!body.is(Request.class)) {
      return new CommandFact(bare(body), "", message.getProtocolInstanceId());
    }
    Request request = body.unpack(Request.class);
    run.update(message.getProtocolInstanceId(), request.getInput().getName());
    return new CommandFact(
        "UpdateRequested", request.getInput().getName(), message.getProtocolInstanceId());
  }

  /** A message of the worker's. */
  static CommandFact answered(Message message, RunMemory run) {
    Any body = message.getBody();
    String type =
        body.is(Acceptance.class)
            ? "AcceptUpdate"
            : body.is(Rejection.class)
                ? "RejectUpdate"
                : body.is(Response.class) ? "CompleteUpdate" : bare(body);
    String id = message.getProtocolInstanceId();
    return new CommandFact(type, run.update(id), id);
  }

  private static String bare(Any body) {
    return body.getTypeUrl().substring(body.getTypeUrl().lastIndexOf('.') + 1);
  }
}
