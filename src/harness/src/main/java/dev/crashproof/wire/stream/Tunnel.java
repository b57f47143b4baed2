package dev.crashproof.wire.stream;

import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Ruling;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the worker's, and the one to its peer that is opened for it with the first
 * byte. The two end in their own time: what is held outlives the worker's side.
 */
final class Tunnel<R extends Request> implements Line, Exchange.Control<R>, EventLoop.Ready {
  private static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);

  /** Bytes on their way to a slow reader at which no more are read for it. */
  private static final long HIGH_WATER = 1L << 20;

  /** Bytes behind a held request at which the worker is not read any more. */
  private static final long HELD_LIMIT = 64L << 20;

  private final EventLoop loop;
  private final Supplier<Interceptor> interceptor;
  private final InetSocketAddress upstream;
  private final Consumer<Tunnel<R>> onClose;
  private final ByteBuffer scratch;
  private final Journal journal;
  private final SocketChannel worker;
  private final SelectionKey workerKey;
  private final Outlet toWorker = new Outlet();
  private final Outlet toPeer = new Outlet();
  private final AnswerLane<R> answers;
  private final RequestLane<R> requests;
  private final Dialogue dialogue;
  private @Nullable SocketChannel peer;
  private @Nullable SelectionKey peerKey;
  private volatile boolean workerEnded;
  private boolean workerEnding;
  private boolean peerEnded;
  private boolean closed;

  /** What all tunnels of an interposer share. */
  record Surroundings<R extends Request>(
      EventLoop loop,
      Supplier<Interceptor> interceptor,
      Protocol<R> protocol,
      InetSocketAddress upstream,
      ByteBuffer scratch,
      Consumer<Tunnel<R>> onClose) {}

  Tunnel(Surroundings<R> in, SocketChannel worker, Journal journal) throws IOException {
    this.loop = in.loop();
    this.interceptor = in.interceptor();
    this.upstream = in.upstream();
    this.onClose = in.onClose();
    this.scratch = in.scratch();
    this.journal = journal;
    this.worker = worker;
    this.answers = new AnswerLane<>(this, toWorker);
    this.requests =
        new RequestLane<>(
            this, toWorker, toPeer, answers, request -> new Exchange<>(request, journal, this));
    this.dialogue = in.protocol().open(requests, answers);
    prepare(worker);
    this.workerKey = loop.register(worker, SelectionKey.OP_READ, this);
  }

  int start() {
    return journal.start();
  }

  @Override
  public void ready(SelectionKey key) {
    if (key == workerKey) {
      if (key.isReadable()) {
        readWorker();
      }
    } else if (key.isConnectable()) {
      finishConnect();
    } else if (key.isReadable()) {
      readPeer();
    }
    settle();
  }

  @Override
  public void failed(Exception e) {
    LOG.error("Connection {} of {} was ended.", journal.connection(), journal.worker(), e);
    close();
  }

  @Override
  public boolean peerReady() {
    if (peer == null && !peerEnded) {
      connect();
    }
    return peer != null && peer.isConnected() && !toPeer.done();
  }

  @Override
  public boolean peerGone() {
    return peerEnded || toPeer.done();
  }

  @Override
  public boolean workerEnded() {
    return workerEnded;
  }

  @Override
  public void endWorker() {
    workerEnding = true;
    requests.stop();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    loop.after(delay, task);
  }

  @Override
  public Interceptor interceptor() {
    return interceptor.get();
  }

  @Override
  public boolean answersWait() {
    return dialogue.answersWait();
  }

  @Override
  public Refusal refusal(Ruling.Fail fail) {
    return dialogue.refusal(fail);
  }

  @Override
  public void later(Exchange<R> exchange, Consumer<Exchange<R>> action) {
    loop.execute(
        () -> {
          if (closed) {
            return;
          }
          // Whether the sender is dead is known best now.
          if (!workerEnded) {
            readWorker();
          }
          action.accept(exchange);
          settle();
        });
  }

  @Override
  public void release(Exchange<R> exchange) {
    if (exchange.sending() == Exchange.Sending.HELD) {
      requests.release(exchange);
    } else {
      answers.release(exchange);
    }
  }

  @Override
  public void releaseHoldingReply(Exchange<R> exchange) {
    if (exchange.sending() == Exchange.Sending.HELD) {
      exchange.receiving(Exchange.Receiving.HOLD);
      requests.release(exchange);
    }
  }

  @Override
  public void drop(Exchange<R> exchange) {
    if (exchange.sending() == Exchange.Sending.HELD) {
      requests.drop(exchange);
    } else {
      answers.drop(exchange);
    }
  }

  /** Ends the worker's side as a broken connection does; the peer's as if the worker had died. */
  void reset() {
    if (closed) {
      return;
    }
    try {
      // Not an orderly end, which a driver may take for the server's last word.
      worker.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      LOG.debug("A socket can't be reset; it is closed.", e);
    }
    toWorker.abandon();
    close(worker);
    workerIsGone();
    settle();
  }

  /** Ends both sides at once. What is still awaited is lost. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    workerEnded = true;
    answers.peerEnded();
    close(worker);
    close(peer);
    onClose.accept(this);
  }

  private void readWorker() {
    if (!workerEnded && !read(worker, dialogue::fromWorker)) {
      workerIsGone();
    }
  }

  private void readPeer() {
    if (peer != null && !peerEnded && !read(peer, dialogue::fromPeer)) {
      peerIsGone();
    }
  }

  /** Reads once; says whether there may be more. */
  private boolean read(SocketChannel from, Consumer<ByteBuffer> taker) {
    scratch.clear();
    try {
      if (from.read(scratch) < 0) {
        return false;
      }
    } catch (IOException e) {
      return false;
    }
    scratch.flip();
    if (scratch.hasRemaining()) {
      taker.accept(scratch);
    }
    return true;
  }

  private void workerIsGone() {
    if (workerEnded) {
      return;
    }
    // What it had begun to send goes on as it is, and its sender is known to be dead by then.
    workerEnded = true;
    dialogue.workerEnded();
    answers.abandoned();
    requests.abandoned();
  }

  private void peerIsGone() {
    if (!peerEnded) {
      peerEnded = true;
      dialogue.peerEnded();
      answers.peerEnded();
    }
  }

  private void connect() {
    try {
      SocketChannel channel = SocketChannel.open();
      peer = channel;
      prepare(channel);
      peerKey = loop.register(channel, SelectionKey.OP_CONNECT, this);
      // By name: a server that came back may have another address.
      SocketAddress address =
          upstream.isUnresolved()
              ? new InetSocketAddress(upstream.getHostString(), upstream.getPort())
              : upstream;
      if (channel.connect(address)) {
        peerKey.interestOps(SelectionKey.OP_READ);
      }
    } catch (IOException | RuntimeException e) {
      peerRefused(e);
    }
  }

  private void finishConnect() {
    try {
      if (peer != null) {
        peer.finishConnect();
      }
    } catch (IOException e) {
      peerRefused(e);
    }
  }

  private void peerRefused(Exception e) {
    peerEnded = true;
    requests.peerRefused(
        "%s:%d can't be reached: %s."
            .formatted(upstream.getHostString(), upstream.getPort(), reason(e)));
    close(peer);
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** After each event: hands over what may go, and ends what is over. */
  private void settle() {
    if (closed) {
      return;
    }
    requests.pump();
    answers.pump();
    // The request's bytes before a connection's end, and an answer only once written down.
    if (peer != null && peer.isConnected()) {
      flush(toPeer, peer, () -> {});
    }
    flush(toWorker, worker, this::workerIsGone);
    endWhatIsOver();
    if (!closed) {
      interests();
    }
  }

  private static void flush(Outlet outlet, SocketChannel channel, Runnable broken) {
    try {
      outlet.flush(channel);
    } catch (IOException e) {
      broken.run();
    }
  }

  private void endWhatIsOver() {
    boolean nothingToSend = requests.drained();
    if (workerEnded && nothingToSend && !answers.awaitsLate() && !toPeer.ending()) {
      toPeer.end();
      if (peer == null) {
        peerEnded = true;
      } else if (peer.isConnected()) {
        flush(toPeer, peer, () -> {});
      }
    }
    if ((peerEnded || workerEnding) && answers.drained() && !toWorker.ending()) {
      toWorker.end();
      flush(toWorker, worker, this::workerIsGone);
    }
    if (workerEnded && peerEnded && toWorker.done() && answers.drained() && nothingToSend) {
      close();
    }
  }

  private void interests() {
    boolean readWorker =
        !workerEnded && toPeer.pending() < HIGH_WATER && requests.queued() < HELD_LIMIT;
    interest(workerKey, readWorker, toWorker.pending() > 0);
    SelectionKey key = peerKey;
    if (key == null || peer == null || !key.isValid()) {
      return;
    }
    if (!peer.isConnected()) {
      key.interestOps(SelectionKey.OP_CONNECT);
    } else {
      interest(key, !peerEnded && toWorker.pending() < HIGH_WATER, toPeer.pending() > 0);
    }
  }

  private static void interest(SelectionKey key, boolean read, boolean write) {
    int wanted = (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
    if (key.isValid() && key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  private static void prepare(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  private static void close(@Nullable SocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("A socket did not close.", e);
      }
    }
  }
}
