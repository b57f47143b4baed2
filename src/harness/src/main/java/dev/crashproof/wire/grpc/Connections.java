package dev.crashproof.wire.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The connections of all starts of a worker: numbers them, and knows which are open. */
final class Connections extends ServerTransportFilter {
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile int tenant = 1;

  void tenant(int start) {
    tenant = start;
  }

  boolean connected(int start) {
    return open.stream().anyMatch(connection -> connection.start() == start);
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    Connection connection = new Connection(numbers.incrementAndGet(), tenant, port(attributes));
    open.add(connection);
    return attributes.toBuilder().set(Connection.KEY, connection).build();
  }

  private static int port(Attributes attributes) {
    return attributes.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR) instanceof InetSocketAddress local
        ? local.getPort()
        : 0;
  }

  @Override
  public void transportTerminated(@Nullable Attributes attributes) {
    Connection connection = attributes == null ? null : attributes.get(Connection.KEY);
    if (connection != null) {
      connection.close();
      open.remove(connection);
    }
  }
}
