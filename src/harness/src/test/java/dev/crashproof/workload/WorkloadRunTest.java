package dev.crashproof.workload;

import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Workloads on the SDK's own server for tests. */
class WorkloadRunTest extends WorkloadRunContract {
  private static TestServer.PortBoundTestServer server;
  private static InJvmWorker worker;
  private static TemporalNamespace namespace;

  @BeforeAll
  static void start() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server = TestServer.createPortBoundServer(port);
    String address = "localhost:" + port;
    worker = new InJvmWorker(address, "default", QUEUE, ErrandImpl.class);
    namespace = TemporalNamespace.connect(address, "default");
  }

  @AfterAll
  static void stop() {
    namespace.close();
    worker.close();
    server.close();
  }

  @Override
  TemporalNamespace namespace() {
    return namespace;
  }
}
