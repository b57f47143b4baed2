package dev.crashproof.worker.settings;

import io.temporal.envconfig.ClientConfigProfile;
import java.util.Optional;

/**
 * The Temporal server and how to reach it.
 *
 * @param address the server, {@code host:port} or a gRPC target
 * @param namespace the namespace on it
 * @param profile address, namespace and headers, in the words of Temporal's clients
 * @param apiKey what the worker shows with each call; empty for nothing
 * @param tls how the connection is encrypted; empty if it is not
 */
public record TemporalSettings(
    String address,
    String namespace,
    ClientConfigProfile profile,
    Optional<Material> apiKey,
    Optional<TlsSettings> tls) {

  /** Everything but the secrets. */
  @Override
  public String toString() {
    return "namespace '" + namespace + "' at " + address;
  }
}
