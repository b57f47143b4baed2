package dev.crashproof.wire.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A server that knows no service: it takes any call, and the test answers it. */
final class BytePeer implements AutoCloseable {
  private final BlockingQueue<Incoming> calls = new LinkedBlockingQueue<>();
  private final Server server;

  BytePeer() throws IOException {
    this(0);
  }

  BytePeer(int port) throws IOException {
    server =
        Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .fallbackHandlerRegistry(
                new HandlerRegistry() {
                  @Override
                  public ServerMethodDefinition<?, ?> lookupMethod(
                      String method, @Nullable String authority) {
                    return ServerMethodDefinition.create(
                        Methods.of(method, MethodType.UNKNOWN),
                        (call, headers) -> {
                          Incoming incoming = new Incoming(call, headers);
                          calls.add(incoming);
                          return incoming;
                        });
                  }
                })
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  int port() {
    return server.getPort();
  }

  /** The next call that came here. */
  Incoming next() throws InterruptedException {
    Incoming next = calls.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no call came");
    }
    return next;
  }

  /** How many calls came here and were not looked at. */
  int waiting() {
    return calls.size();
  }

  @Override
  public void close() {
    server.shutdownNow();
    Awaitility.await().until(server::isTerminated);
  }

  /** A call as the server sees it. */
  static final class Incoming extends ServerCall.Listener<byte[]> {
    final Metadata headers;
    final @Nullable Deadline deadline = Context.current().getDeadline();
    final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final ServerCall<byte[], byte[]> call;

    Incoming(ServerCall<byte[], byte[]> call, Metadata headers) {
      this.call = call;
      this.headers = headers;
      call.request(100);
    }

    String method() {
      return call.getMethodDescriptor().getFullMethodName();
    }

    String authority() {
      return String.valueOf(call.getAuthority());
    }

    byte[] message() throws InterruptedException {
      byte[] message = messages.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came");
      }
      return message;
    }

    void sendHeaders(Metadata with) {
      call.sendHeaders(with);
    }

    void sendHeaders(Metadata with, String compression) {
      call.setCompression(compression);
      call.sendHeaders(with);
    }

    void send(byte[] message) {
      call.sendMessage(message);
    }

    void end(Status status, Metadata trailers) {
      call.close(status, trailers);
    }

    /** Answers with one message. */
    void answer(byte[] message) {
      sendHeaders(new Metadata());
      send(message);
      end(Status.OK, new Metadata());
    }

    @Override
    public void onMessage(byte[] message) {
      messages.add(message);
    }

    @Override
    public void onHalfClose() {
      ended.complete(null);
    }

    @Override
    public void onCancel() {
      cancelled.complete(null);
    }
  }
}
