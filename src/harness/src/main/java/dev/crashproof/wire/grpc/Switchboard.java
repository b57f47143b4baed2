package dev.crashproof.wire.grpc;

import dev.crashproof.history.Recorder;
import dev.crashproof.wire.Interceptor;
import java.util.concurrent.ScheduledExecutorService;

/** What the exchanges of one proxy have in common. */
final class Switchboard {
  private final String worker;
  private final Recorder recorder;
  private final Protocol protocol;
  private final Channels channels;
  private final ScheduledExecutorService timers;
  private final Gate gate = new Gate();
  private volatile Interceptor interceptor = Interceptor.none();
  private volatile boolean closed;

  Switchboard(
      String worker,
      Recorder recorder,
      Protocol protocol,
      Channels channels,
      ScheduledExecutorService timers) {
    this.worker = worker;
    this.recorder = recorder;
    this.protocol = protocol;
    this.channels = channels;
    this.timers = timers;
  }

  String worker() {
    return worker;
  }

  Recorder recorder() {
    return recorder;
  }

  Protocol protocol() {
    return protocol;
  }

  Channels channels() {
    return channels;
  }

  ScheduledExecutorService timers() {
    return timers;
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

  boolean closed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}
