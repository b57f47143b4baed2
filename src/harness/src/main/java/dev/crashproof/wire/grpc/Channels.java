package dev.crashproof.wire.grpc;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The connections to the peer: one for each kind of client, because the name by which a client
 * presents itself (user-agent) belongs to the connection. What one client sends keeps its order.
 */
final class Channels {
  private static final Metadata.Key<String> USER_AGENT =
      Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER);

  private final String upstream;
  private final EventLoop loop;
  private final Map<String, ManagedChannel> byUserAgent = new ConcurrentHashMap<>();

  Channels(String upstream, EventLoop loop) {
    this.upstream = upstream;
    this.loop = loop;
  }

  EventLoop loop() {
    return loop;
  }

  ManagedChannel to(Metadata headers) {
    String userAgent = headers.get(USER_AGENT);
    ManagedChannel channel =
        byUserAgent.computeIfAbsent(userAgent == null ? "" : userAgent, this::open);
    // A peer that comes back must not be kept from the worker by a backoff of ours.
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff();
    }
    return channel;
  }

  private ManagedChannel open(String userAgent) {
    return loop.connect(NettyChannelBuilder.forTarget(upstream))
        .usePlaintext()
        .userAgent(userAgent)
        .directExecutor()
        // Retries are the worker's own.
        .disableRetry()
        .disableServiceConfigLookUp()
        .proxyDetector(address -> null)
        .maxInboundMessageSize(Integer.MAX_VALUE)
        .maxInboundMetadataSize(GrpcProxy.METADATA_SIZE)
        .build();
  }

  void close() throws InterruptedException {
    byUserAgent.values().forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel channel : byUserAgent.values()) {
      channel.awaitTermination(GrpcProxy.CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
