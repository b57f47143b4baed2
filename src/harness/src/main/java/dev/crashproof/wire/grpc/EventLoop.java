package dev.crashproof.wire.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which a proxy reads and writes, on both its sides: a message that passes from
 * one thread to another waits for that one to wake up, which on a busy machine costs more than all
 * else that is done to it.
 */
final class EventLoop {
  static final String THREAD = "crashproof-grpc";

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup group = newGroup(epoll);
  private final Accepted accepted = new Accepted();

  @SuppressWarnings("deprecation") // The group's successor is not in every Netty that gRPC brings.
  private static EventLoopGroup newGroup(boolean epoll) {
    DefaultThreadFactory threads = new DefaultThreadFactory(THREAD, true);
    return epoll ? new EpollEventLoopGroup(1, threads) : new NioEventLoopGroup(1, threads);
  }

  NettyServerBuilder serve(NettyServerBuilder server) {
    return server
        .channelFactory(this::newServerChannel)
        .bossEventLoopGroup(group)
        .workerEventLoopGroup(group);
  }

  private ServerChannel newServerChannel() {
    ServerChannel channel = epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    channel.pipeline().addFirst(accepted);
    return channel;
  }

  /** The connections that were accepted and are open. */
  Accepted accepted() {
    return accepted;
  }

  NettyChannelBuilder connect(NettyChannelBuilder channel) {
    return channel
        .channelType(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
        .eventLoopGroup(group);
  }

  ScheduledExecutorService timers() {
    return group;
  }

  void close(Duration bound) throws InterruptedException {
    group.shutdownGracefully(0, bound.toMillis(), TimeUnit.MILLISECONDS).await(bound.toMillis());
  }
}
