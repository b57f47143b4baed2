package dev.crashproof.wire.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker that knows no service. Closing it is its death: its connection goes, unasked. */
final class ByteClient implements AutoCloseable {
  private final ManagedChannel channel;

  ByteClient(String address) {
    channel =
        NettyChannelBuilder.forTarget(address)
            .usePlaintext()
            .userAgent("some-sdk/1.2")
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .build();
  }

  /** A unary call. */
  Outgoing call(String method, byte[] request) {
    return call(method, request, new Metadata(), CallOptions.DEFAULT);
  }

  Outgoing call(String method, byte[] request, Metadata headers, CallOptions options) {
    Outgoing call = open(method, MethodType.UNARY, headers, options);
    call.send(request);
    call.end();
    return call;
  }

  /** A call that is not ended yet. */
  Outgoing open(String method, MethodType type, Metadata headers, CallOptions options) {
    return new Outgoing(channel.newCall(Methods.of(method, type), options), headers);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** A call as the worker sees it. */
  static final class Outgoing extends ClientCall.Listener<byte[]> {
    final CompletableFuture<Metadata> headers = new CompletableFuture<>();
    final CompletableFuture<Status> status = new CompletableFuture<>();
    final CompletableFuture<Metadata> trailers = new CompletableFuture<>();
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final ClientCall<byte[], byte[]> call;

    private Outgoing(ClientCall<byte[], byte[]> call, Metadata request) {
      this.call = call;
      call.start(this, request);
      call.request(100);
    }

    void send(byte[] message) {
      call.sendMessage(message);
    }

    void end() {
      call.halfClose();
    }

    void cancel() {
      call.cancel("the test", null);
    }

    byte[] message() throws InterruptedException {
      byte[] message = messages.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no answer came: " + status.getNow(Status.OK));
      }
      return message;
    }

    Status status() throws Exception {
      return status.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void onHeaders(Metadata received) {
      headers.complete(received);
    }

    @Override
    public void onMessage(byte[] message) {
      messages.add(message);
    }

    @Override
    public void onClose(Status ended, Metadata received) {
      trailers.complete(received);
      status.complete(ended);
    }
  }
}
