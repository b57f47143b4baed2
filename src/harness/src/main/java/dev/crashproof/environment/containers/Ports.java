package dev.crashproof.environment.containers;

import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.servers.FreePorts;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.testcontainers.containers.ContainerLaunchException;

/** Starts what must listen on a fixed port of the host, and takes another where one is taken. */
final class Ports {
  private static final int TRIES = 5;

  private final OptionalInt demanded;
  private final String setting;

  Ports(OptionalInt demanded, String setting) {
    this.demanded = demanded;
    this.setting = setting;
  }

  /**
   * Calls {@code start} with a port, and with another where Docker finds it taken.
   *
   * @throws EnvironmentException where the port that the user set is taken
   */
  <T> T bind(IntFunction<T> start) {
    for (int tried = 1; ; tried++) {
      int port = demanded.orElseGet(FreePorts::next);
      try {
        return start.apply(port);
      } catch (ContainerLaunchException e) {
        if (!taken(e)) {
          throw e;
        }
        if (demanded.isPresent()) {
          throw new EnvironmentException(
              "Port %d is taken: stop what listens there, or set %s to another."
                  .formatted(port, setting),
              e);
        }
        if (tried == TRIES) {
          throw new EnvironmentException(
              "%d ports in a row were taken, the last one %d: set %s to a free one."
                  .formatted(TRIES, port, setting),
              e);
        }
      }
    }
  }

  private static boolean taken(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("port is already allocated")
          || message.contains("address already in use")) {
        return true;
      }
    }
    return false;
  }
}
