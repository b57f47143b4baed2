package dev.crashproof.wire.grpc;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.wire.Interceptor;
import java.util.Map;

/** What the exchanges of one proxy have in common. */
final class Switchboard {
  private final String worker;
  private final Recorder recorder;
  private final Protocol protocol;
  private final Channels channels;
  private final Gate gate = new Gate();
  private volatile Interceptor interceptor = Interceptor.none();
  private volatile boolean closed;

  Switchboard(String worker, Recorder recorder, Protocol protocol, Channels channels) {
    this.worker = worker;
    this.recorder = recorder;
    this.protocol = protocol;
    this.channels = channels;
  }

  /** Writes an op of the worker's down. What closing does to the calls still open is none. */
  Op record(OpKind kind, String name, Map<String, String> details) {
    return closed
        ? new Op(-1, 0, kind, worker, name, details)
        : recorder.record(kind, worker, name, details);
  }

  Protocol protocol() {
    return protocol;
  }

  Channels channels() {
    return channels;
  }

  Gate gate() {
    return gate;
  }

  Interceptor interceptor() {
    return interceptor;
  }

  void intercept(Interceptor next) {
    interceptor = next;
  }

  void close() {
    closed = true;
  }
}
