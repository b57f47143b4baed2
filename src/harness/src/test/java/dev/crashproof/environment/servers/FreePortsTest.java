package dev.crashproof.environment.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
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

  @Test
  void severalAreEachAnother() {
    List<Integer> ports = FreePorts.next(50);

    assertThat(ports).hasSize(50).doesNotHaveDuplicates();
    assertThat(FreePorts.next(50, ports.toArray(Integer[]::new)))
        .doesNotContainAnyElementsOf(ports);
  }

  @Test
  void moreThanThereAreAreRefusedInASentence() {
    assertThatThrownBy(() -> FreePorts.next(2_000))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("20000 and 32000");
  }
}
