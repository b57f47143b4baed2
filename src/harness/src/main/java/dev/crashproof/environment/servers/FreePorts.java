package dev.crashproof.environment.servers;

import dev.crashproof.environment.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ports to listen on, below those that the kernel gives to outgoing connections: one of these could
 * sit on the port of a server that was killed and is to come back.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private FreePorts() {}

  /**
   * A port that was free a moment ago.
   *
   * @throws EnvironmentException where none is to be had
   */
  public static int next() {
    return next(1).get(0);
  }

  /**
   * Ports that were free a moment ago, each another: what is to listen on them does not do so yet.
   *
   * @param count how many
   * @param taken none of these
   * @throws EnvironmentException where so many are not to be had
   */
  public static List<Integer> next(int count, Integer... taken) {
    Set<Integer> seen = new HashSet<>(List.of(taken));
    List<Integer> found = new ArrayList<>();
    for (int tried = 0; tried < TRIES && found.size() < count; tried++) {
      int port = LOWEST + RANDOM.nextInt(HIGHEST - LOWEST);
      if (seen.add(port) && free(port)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new EnvironmentException(
          "No port between %d and %d can be listened on after %d tries: see what listens there, or whether this process may listen at all."
              .formatted(LOWEST, HIGHEST, TRIES));
    }
    return found;
  }

  /** Whether one can listen on it, on all addresses. */
  public static boolean free(int port) {
    // Loopback alone, too: a listener there does not always keep others from all addresses.
    return listens(port, null) && listens(port, InetAddress.getLoopbackAddress());
  }

  private static boolean listens(int port, @Nullable InetAddress address) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
