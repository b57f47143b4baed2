package dev.crashproof.environment.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Ports to listen on, below those that the kernel gives to outgoing connections: one of these could
 * sit on the port of a server that was killed and is to come back.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private FreePorts() {}

  /** A port that was free a moment ago. */
  public static int next() {
    while (true) {
      int port = LOWEST + RANDOM.nextInt(HIGHEST - LOWEST);
      if (free(port)) {
        return port;
      }
    }
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
