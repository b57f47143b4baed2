package dev.crashproof.worker.settings;

import io.temporal.envconfig.ClientConfigProfile;

/**
 * The Temporal server and how to reach it.
 *
 * @param address the server, {@code host:port} or a gRPC target
 * @param namespace the namespace on it
 * @param profile the whole connection: address, namespace, TLS, API key, headers
 */
public record TemporalSettings(String address, String namespace, ClientConfigProfile profile) {

  /** Everything but the secrets. */
  @Override
  public String toString() {
    return "namespace '" + namespace + "' at " + address;
  }
}
