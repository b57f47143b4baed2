package dev.crashproof.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.EnvironmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerLaunchException;

class PortsTest {
  private final List<Integer> tried = new ArrayList<>();

  @Test
  void aTakenPortIsRetriedWithAnother() {
    int bound = new Ports(OptionalInt.empty(), "a.setting").bind(port -> takenFor(2, port));

    assertThat(tried).hasSize(3).doesNotHaveDuplicates().endsWith(bound);
  }

  @Test
  void aPortThatTheUserSetIsNotReplaced() {
    Ports ports = new Ports(OptionalInt.of(5432), "crashproof.postgres.port");

    assertThatThrownBy(() -> ports.bind(port -> takenFor(1, port)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "Port 5432 is taken: stop what listens there, or set crashproof.postgres.port to another.");
    assertThat(tried).containsExactly(5432);
  }

  @Test
  void portsThatAreAllTakenEndTheTries() {
    assertThatThrownBy(
            () -> new Ports(OptionalInt.empty(), "a.setting").bind(port -> takenFor(99, port)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("5 ports in a row")
        .hasMessageContaining("a.setting");
  }

  @Test
  void anotherFailureIsNoReasonForAnotherPort() {
    assertThatThrownBy(
            () ->
                new Ports(OptionalInt.empty(), "a.setting")
                    .bind(
                        port -> {
                          throw new ContainerLaunchException("no space left on device");
                        }))
        .isInstanceOf(ContainerLaunchException.class);
  }

  private int takenFor(int times, int port) {
    tried.add(port);
    if (tried.size() <= times) {
      throw new ContainerLaunchException(
          "Container startup failed",
          new IllegalStateException(
              "Bind for 127.0.0.1:" + port + " failed: port is already allocated"));
    }
    return port;
  }
}
