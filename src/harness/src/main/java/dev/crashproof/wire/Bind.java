package dev.crashproof.wire;

/**
 * Where an interposer listens.
 *
 * @param host the address to listen on: {@code 127.0.0.1}, or {@code 0.0.0.0} where a worker in a
 *     container must reach it too
 * @param port the port; 0 takes a free one, and keeps it
 * @param advertised the host that the worker is told to connect to
 */
public record Bind(String host, int port, String advertised) {

  /** A free port for workers on this machine alone. */
  public static Bind loopback() {
    return new Bind("127.0.0.1", 0, "127.0.0.1");
  }

  /**
   * A free port on every interface.
   *
   * @param advertised how a worker in a container reaches this machine: a bridge's gateway, {@code
   *     host.docker.internal}
   */
  public static Bind everywhere(String advertised) {
    return new Bind("0.0.0.0", 0, advertised);
  }
}
