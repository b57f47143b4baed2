package dev.crashproof.environment;

import java.util.Map;

/**
 * How a server guards its door: by TLS, by certificates, by authorization. The harness itself,
 * which shows nothing of that kind, goes in by a door of its own.
 *
 * @param variables the server's own environment variables for it, such as {@code
 *     TEMPORAL_TLS_FRONTEND_CERT_DATA} and {@code TEMPORAL_AUTH_AUTHORIZER}
 */
public record Guard(Map<String, String> variables) {

  /** With a copy of the variables. */
  public Guard {
    variables = Map.copyOf(variables);
  }
}
