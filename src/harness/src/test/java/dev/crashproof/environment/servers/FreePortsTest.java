package dev.crashproof.environment.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void aPortInUseOnLoopbackIsNotFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePorts.free(taken.getLocalPort())).isFalse();
    }
  }

  @Test
  void staysBelowThePortsOfOutgoingConnections() {
    assertThat(FreePorts.next()).isBetween(20_000, 32_000);
  }
}
