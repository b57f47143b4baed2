package dev.crashproof.wire.grpc;

import dev.crashproof.history.Recorder;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Interceptor;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A proxy that is running: on one port, before one peer. Safe for use by many threads. */
public final class GrpcProxy implements AutoCloseable {
  static final int METADATA_SIZE = 1 << 20;
  static final Duration CLOSING = Duration.ofSeconds(5);

  private final EventLoop loop = new EventLoop();
  private final Server server;
  private final Channels channels;
  private final Connections connections = new Connections();
  private final Switchboard switchboard;
  private final String address;

  private GrpcProxy(
      String worker, Bind bind, String upstream, Recorder recorder, Protocol protocol) {
    channels = new Channels(upstream, loop);
    switchboard = new Switchboard(worker, recorder, protocol, channels);
    server =
        loop.serve(NettyServerBuilder.forAddress(new InetSocketAddress(bind.host(), bind.port())))
            .directExecutor()
            .fallbackHandlerRegistry(registry())
            .addTransportFilter(connections)
            // The worker and its peer have limits of their own.
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .maxInboundMetadataSize(METADATA_SIZE)
            // Temporal's SDKs ping more often than gRPC's own default puts up with.
            .permitKeepAliveTime(1, TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(
          "The gRPC interposer can't listen on %s:%d (%s): choose another address, or see what listens there."
              .formatted(bind.host(), bind.port(), e.getMessage()),
          e);
    }
    address = bind.advertised() + ":" + server.getPort();
  }

  /**
   * Starts a proxy.
   *
   * @param worker the worker's name, under which its ops stand
   * @param bind where to listen
   * @param upstream the peer's {@code host:port}
   * @param recorder takes the ops
   * @param protocol reads the messages
   * @throws UncheckedIOException if it can't listen there
   */
  public static GrpcProxy start(
      String worker, Bind bind, String upstream, Recorder recorder, Protocol protocol) {
    return new GrpcProxy(worker, bind, upstream, recorder, protocol);
  }

  private HandlerRegistry registry() {
    return new HandlerRegistry() {
      @Override
      public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
        MethodType type =
            switchboard.protocol().unary(method) ? MethodType.UNARY : MethodType.UNKNOWN;
        return ServerMethodDefinition.create(
            Methods.of(method, type),
            (call, headers) ->
                new WorkerCall(
                    switchboard,
                    Objects.requireNonNull(call.getAttributes().get(Connection.KEY)),
                    call,
                    headers));
      }
    };
  }

  /** Where the worker is to connect, {@code host:port}. */
  public String address() {
    return address;
  }

  /** Connections accepted from now on belong to that start of the worker. */
  public void tenant(int start) {
    connections.tenant(start);
  }

  /** Asks this interceptor from now on. */
  public void intercept(Interceptor interceptor) {
    switchboard.intercept(interceptor);
  }

  /** Whether any connection of that start is open. */
  public boolean connected(int start) {
    return connections.connected(start);
  }

  /** Ends the connections that are open now, as a TCP reset does. Does not wait for it. */
  public void reset() {
    loop.accepted().reset();
  }

  /** The gate before the peer for long polls. */
  public Gate gate() {
    return switchboard.gate();
  }

  /**
   * Makes a call of the proxy's own, past all rulings; no op is recorded.
   *
   * @param method the full name, {@code package.Service/Method}
   * @param headers what to send along
   * @param request the message
   * @param bound how long to wait for the answer
   * @return how the call ended
   */
  public Status call(String method, Metadata headers, byte[] request, Duration bound) {
    return OwnCall.make(channels.to(headers), method, headers, request, bound);
  }

  @Override
  public void close() {
    switchboard.close();
    server.shutdownNow();
    try {
      channels.close();
      server.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
      loop.close(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
