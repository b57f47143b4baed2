package dev.crashproof.wire.grpc;

import io.grpc.Attributes;
import io.grpc.SynchronizationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a worker. Whatever happens on it happens in turn, on whichever thread. */
final class Connection {
  static final Attributes.Key<Connection> KEY = Attributes.Key.create("crashproof-connection");
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final int number;
  private final int start;
  private final int port;
  private final SynchronizationContext turns =
      new SynchronizationContext(
          (thread, failure) -> LOG.error("The gRPC interposer failed at a message.", failure));
  private volatile boolean closed;

  /**
   * A connection that has just been accepted.
   *
   * @param port the port on which it was
   */
  Connection(int number, int start, int port) {
    this.number = number;
    this.start = start;
    this.port = port;
  }

  int number() {
    return number;
  }

  int start() {
    return start;
  }

  int port() {
    return port;
  }

  SynchronizationContext turns() {
    return turns;
  }

  boolean closed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}
