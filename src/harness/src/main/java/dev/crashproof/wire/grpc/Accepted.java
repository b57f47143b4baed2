package dev.crashproof.wire.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler.Sharable;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets that a port has accepted and that are open. gRPC itself can close a server's
 * connections only all together with its port, and in all courtesy.
 */
@Sharable
final class Accepted extends ChannelInboundHandlerAdapter {
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Channel socket) {
      open.add(socket);
      var unused = socket.closeFuture().addListener(closed -> open.remove(socket));
    }
    context.fireChannelRead(message);
  }

  /** Breaks those that are open now, without a word of HTTP/2. */
  void reset() {
    List.copyOf(open).forEach(socket -> socket.eventLoop().execute(() -> breakOff(socket)));
  }

  private static void breakOff(Channel socket) {
    if (socket.isOpen()) {
      // With nothing to linger for, the kernel sends RST.
      socket.config().setOption(ChannelOption.SO_LINGER, 0);
      // From the pipeline's head: gRPC's handler would say goodbye, and wait for the calls to end.
      var unused = socket.pipeline().firstContext().close();
    }
  }
}
