package dev.crashproof.wire.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.crashproof.history.Op;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireExchanges;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A peer, a proxy before it, and a worker. */
final class Tried implements AutoCloseable {
  static final String ECHO = "bytes.Service/Echo";
  static final String POLL = "bytes.Service/Poll";
  static final String STREAM = "streams.Service/Talk";

  final Recorder recorder = new Recorder();
  final BytePeer peer;
  final GrpcProxy proxy;
  final ByteClient worker;

  /** Is run when a request goes to the peer. */
  volatile Runnable onForward = () -> {};

  Tried() throws IOException {
    peer = new BytePeer();
    proxy = proxyBefore(peer.address());
    worker = new ByteClient(proxy.address());
  }

  GrpcProxy proxyBefore(String upstream) {
    return GrpcProxy.start(
        "worker",
        Bind.loopback(),
        upstream,
        recorder,
        new Protocol() {
          @Override
          public boolean unary(String method) {
            return method.startsWith("bytes.");
          }

          @Override
          public Reading read(Caller caller, String method, byte[] request) {
            return new Read(method.equals(POLL));
          }
        });
  }

  /** All that became of the exchange, in one line. */
  static String line(WireExchange exchange) {
    StringBuilder line = new StringBuilder();
    exchange.steps().forEach(op -> line.append(WireOp.step(op).orElseThrow().word()).append(' '));
    exchange.answer().map(Op::kind).ifPresent(kind -> line.append(kind));
    return line.toString().strip();
  }

  List<WireExchange> exchanges() {
    return WireExchanges.of(recorder.history());
  }

  /** Waits until the only exchange reads so. */
  void awaitLine(String line) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> exchanges().stream().map(Tried::line).toList(), List.of(line)::equals);
  }

  @Override
  public void close() {
    worker.close();
    proxy.close();
    peer.close();
  }

  private final class Read implements Reading {
    private final boolean poll;

    private Read(boolean poll) {
      this.poll = poll;
    }

    @Override
    public Map<String, String> details() {
      return Map.of();
    }

    @Override
    public boolean poll() {
      return poll;
    }

    @Override
    public Optional<Rewrite> rewritten() {
      onForward.run();
      return Optional.empty();
    }

    @Override
    public Map<String, String> answered(byte[] answer) {
      return answer.length == 0
          ? Map.of(WireOp.EMPTY, "true")
          : Map.of(WireOp.TOKEN, new String(answer, UTF_8));
    }
  }
}
