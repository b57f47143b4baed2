package dev.crashproof.wire.stream;

import dev.crashproof.history.Recorder;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An interposer on a byte stream: accepts the worker's connections, opens one to the peer for each,
 * and carries bytes both ways, one thread for all. A {@link Protocol} tells requests and answers.
 *
 * @param <R> the protocol's requests
 */
public final class StreamWire<R extends Request> implements Wire {
  private static final Logger LOG = LoggerFactory.getLogger(StreamWire.class);

  /** Fits a socket's buffer; large answers go through in pieces of it. */
  private static final int SCRATCH = 64 << 10;

  private final ServerSocketChannel server;
  private final String address;
  private final EventLoop loop;
  private final Set<Tunnel<R>> tunnels = ConcurrentHashMap.newKeySet();
  private volatile int start = 1;
  private volatile Interceptor interceptor = Interceptor.none();
  private long connections;

  private StreamWire(ServerSocketChannel server, Bind bind, String name) throws IOException {
    this.server = server;
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    this.address = bind.advertised() + ":" + port;
    this.loop = new EventLoop(name, this::closeAll);
  }

  /**
   * Starts to listen.
   *
   * @param protocol what is spoken
   * @param worker the worker's name, as process ops have it
   * @param bind where to listen
   * @param upstreamHost the peer's host
   * @param upstreamPort the peer's port
   * @param recorder where ops go
   * @throws UncheckedIOException if it can't listen there
   */
  public static <R extends Request> StreamWire<R> start(
      Protocol<R> protocol,
      String worker,
      Bind bind,
      String upstreamHost,
      int upstreamPort,
      Recorder recorder) {
    try {
      ServerSocketChannel server = listen(bind);
      StreamWire<R> wire = new StreamWire<>(server, bind, "wire-" + protocol.wire() + "-" + worker);
      wire.accept(
          protocol,
          worker,
          InetSocketAddress.createUnresolved(upstreamHost, upstreamPort),
          recorder);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The %s interposer can't listen on %s:%d (%s): free that port, or give another."
              .formatted(protocol.wire(), bind.host(), bind.port(), e.getMessage()),
          e);
    }
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public void tenant(int start) {
    this.start = start;
  }

  @Override
  public void intercept(Interceptor interceptor) {
    this.interceptor = interceptor;
  }

  @Override
  public boolean connected(int start) {
    return tunnels.stream().anyMatch(tunnel -> tunnel.start() == start && !tunnel.workerEnded());
  }

  @Override
  public void reset() {
    List<Tunnel<R>> present = List.copyOf(tunnels);
    loop.execute(() -> present.forEach(Tunnel::reset));
  }

  @Override
  public void close() {
    loop.close();
  }

  private static ServerSocketChannel listen(Bind bind) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.bind(new InetSocketAddress(InetAddress.getByName(bind.host()), bind.port()));
      server.configureBlocking(false);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void accept(
      Protocol<R> protocol, String worker, InetSocketAddress upstream, Recorder recorder)
      throws IOException {
    Tunnel.Surroundings<R> surroundings =
        new Tunnel.Surroundings<>(
            loop,
            () -> interceptor,
            protocol,
            upstream,
            ByteBuffer.allocateDirect(SCRATCH),
            tunnels::remove);
    loop.register(
        server,
        SelectionKey.OP_ACCEPT,
        new EventLoop.Ready() {
          @Override
          public void ready(SelectionKey key) throws IOException {
            for (SocketChannel channel; (channel = server.accept()) != null; ) {
              connections++;
              Journal journal = new Journal(recorder, worker, protocol.wire(), start, connections);
              tunnels.add(new Tunnel<>(surroundings, channel, journal));
            }
          }

          @Override
          public void failed(Exception e) {
            LOG.error("A connection of {} could not be accepted.", worker, e);
          }
        });
    loop.start();
  }

  private void closeAll() {
    List.copyOf(tunnels).forEach(Tunnel::close);
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A port could not be freed.", e);
    }
  }
}
