package dev.crashproof.wire.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A request on its way to the peer: one attempt at it, with an answer of its own. */
final class PeerCall extends ClientCall.Listener<byte[]> {
  static final Metadata.Key<String> TIMEOUT =
      Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

  private final Executor turns;
  private final Heard heard;
  private final Answer answer = new Answer();
  private final ClientCall<byte[], byte[]> call;
  private int sent;
  private boolean ended;
  private boolean cancelled;

  /** Is told, in turn, that something more of the answer has come. */
  @FunctionalInterface
  interface Heard {
    void more(PeerCall from);
  }

  /**
   * A call that has not been started.
   *
   * @param deadline when the sender no longer waits; none for a request that is to outlive it
   */
  PeerCall(
      ManagedChannel channel,
      WorkerCall worker,
      RequestBody body,
      @Nullable Deadline deadline,
      Heard heard) {
    this.turns = worker::turn;
    this.heard = heard;
    CallOptions options = CallOptions.DEFAULT.withDeadline(deadline);
    if (worker.authority().isPresent()) {
      options = options.withAuthority(worker.authority().get());
    }
    Optional<String> encoding = Encodings.of(worker.headers());
    if (encoding.isPresent()) {
      options = options.withCompression(encoding.get());
    }
    // One message and no more is written in one go.
    MethodDescriptor<byte[], byte[]> method =
        Methods.of(
            worker.method(),
            body.whole() ? MethodType.SERVER_STREAMING : MethodType.BIDI_STREAMING);
    // In the root's context: the sender's own would end the call together with the sender's.
    Context outer = Context.ROOT.attach();
    try {
      call = channel.newCall(method, options);
    } finally {
      Context.ROOT.detach(outer);
    }
  }

  void start(Metadata headers, RequestBody body) {
    Metadata copy = new Metadata();
    copy.merge(headers);
    copy.discardAll(TIMEOUT);
    call.start(this, copy);
    call.request(Integer.MAX_VALUE);
    send(body);
  }

  /** Hands on what has come of the request since the last time. */
  void send(RequestBody body) {
    for (; sent < body.messages().size(); sent++) {
      call.sendMessage(body.messages().get(sent));
    }
    if (body.ended() && !ended) {
      ended = true;
      call.halfClose();
    }
  }

  void cancel(String why) {
    cancelled = true;
    call.cancel(why, null);
  }

  Answer answer() {
    return answer;
  }

  /**
   * How the peer answered. An answer that came in the moment of its cancelling has been given: the
   * peer took the request.
   */
  Status status() {
    Status status = answer.status().orElse(Status.OK);
    return cancelled && status.getCode() == Status.Code.CANCELLED && answer.messages() > 0
        ? Status.OK
        : status;
  }

  @Override
  public void onHeaders(Metadata headers) {
    turns.execute(() -> answer.headers(headers));
  }

  @Override
  public void onMessage(byte[] message) {
    turns.execute(
        () -> {
          answer.message(message);
          heard.more(this);
        });
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    turns.execute(
        () -> {
          answer.end(status, trailers);
          heard.more(this);
        });
  }
}
