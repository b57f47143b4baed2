package dev.crashproof.wire.grpc;

import dev.crashproof.history.wire.WireOp;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call as the worker sees it: collects the request, and then is where the answer goes. */
final class WorkerCall extends ServerCall.Listener<byte[]> {
  /** How long a call of an unknown kind may fall silent before it is taken for a stream. */
  static final Duration STREAM_GRACE = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(WorkerCall.class);

  private final Switchboard switchboard;
  private final Connection connection;
  private final ServerCall<byte[], byte[]> call;
  private final Metadata headers;
  private final @Nullable Deadline deadline = Context.current().getDeadline();
  private final RequestBody body = new RequestBody();
  private @Nullable Exchange exchange;
  private boolean gone;

  WorkerCall(
      Switchboard switchboard,
      Connection connection,
      ServerCall<byte[], byte[]> call,
      Metadata headers) {
    this.switchboard = switchboard;
    this.connection = connection;
    this.call = call;
    this.headers = headers;
    // A stream is not held back by its reader: the proxy keeps what the peer does not take yet.
    call.request(Integer.MAX_VALUE);
  }

  String method() {
    return call.getMethodDescriptor().getFullMethodName();
  }

  /** Whether there is one message each way. Where that is not known, time shows. */
  boolean unary() {
    return switchboard.protocol().unary(method());
  }

  Metadata headers() {
    return headers;
  }

  /** Whether the worker no longer waits. */
  boolean gone() {
    return gone;
  }

  RequestBody body() {
    return body;
  }

  @Nullable Deadline deadline() {
    return deadline;
  }

  Connection connection() {
    return connection;
  }

  /** Which host the worker means to speak to, unless that is this proxy. */
  Optional<String> authority() {
    String port = ":" + connection.port();
    return Optional.ofNullable(call.getAuthority()).filter(host -> !host.endsWith(port));
  }

  /** Hands on what there is of the answer. */
  void answer(Answer answer) {
    answer.sendTo(call);
  }

  /** Ends the call with an error of the proxy's own. */
  void refuse(Status status) {
    call.close(status, new Metadata());
  }

  /** Does something in the connection's turn. */
  void turn(Runnable step) {
    connection.turns().execute(() -> guarded(step));
  }

  /** Does something later, in the connection's turn. */
  void later(Duration after, Runnable step) {
    connection
        .turns()
        .schedule(
            () -> guarded(step),
            after.toNanos(),
            TimeUnit.NANOSECONDS,
            switchboard.channels().loop().timers());
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("The gRPC interposer failed at {}: the worker is told so.", method(), e);
      end(Status.INTERNAL.withDescription("The gRPC interposer failed: " + e));
    }
  }

  private void end(Status status) {
    try {
      refuse(status);
    } catch (IllegalStateException e) {
      LOG.debug("The call was over already.", e);
    }
  }

  @Override
  public void onMessage(byte[] message) {
    turn(
        () -> {
          body.message(message);
          if (exchange != null) {
            exchange.moreOfTheRequest();
          } else if (body.messages().size() > 1) {
            arrive();
          } else if (!unary()) {
            later(STREAM_GRACE, this::arrive);
          }
        });
  }

  @Override
  public void onHalfClose() {
    turn(
        () -> {
          body.end();
          if (exchange != null) {
            exchange.moreOfTheRequest();
          } else {
            arrive();
          }
        });
  }

  private void arrive() {
    if (exchange != null || gone) {
      return;
    }
    Reading reading =
        body.messages().isEmpty()
            ? Reading.nothing()
            : switchboard
                .protocol()
                .read(new Caller(connection.start(), headers), method(), body.messages().get(0));
    ExchangeLog log =
        new ExchangeLog(
            switchboard,
            connection,
            method().substring(method().lastIndexOf('/') + 1),
            reading.details());
    exchange = new Exchange(switchboard, this, reading, log);
    exchange.begin();
  }

  @Override
  public void onCancel() {
    turn(
        () -> {
          gone = true;
          if (exchange != null) {
            exchange.abandoned();
          }
        });
  }

  @Override
  public void onComplete() {
    turn(
        () -> {
          if (exchange != null) {
            exchange.written();
          }
        });
  }

  /** What tells that the sender is dead. */
  Map<String, String> posthumous() {
    return connection.closed() ? Map.of(WireOp.POSTHUMOUS, "true") : Map.of();
  }
}
