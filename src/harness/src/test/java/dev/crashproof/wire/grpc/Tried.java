package dev.crashproof.wire.grpc;

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

/** A peer, a proxy before it, and a worker. */
final class Tried implements AutoCloseable {
  static final String ECHO = "bytes.Service/Echo";
  static final String STREAM = "streams.Service/Talk";

  final Recorder recorder = new Recorder();
  final BytePeer peer;
  final GrpcProxy proxy;
  final ByteClient worker;

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
            return Reading.nothing();
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
}
