package dev.crashproof.lane;

import dev.crashproof.environment.Database;
import java.util.Map;
import java.util.Optional;

/**
 * Where a worker must connect so that all that it says passes the interposers.
 *
 * @param temporalAddress the Temporal frontend, {@code host:port}
 * @param namespace the namespace
 * @param taskQueue the task queue to poll
 * @param database the database, where the sweep was given one
 * @param services the base URLs of the HTTP services that the sweep was given, by name
 */
public record Endpoints(
    String temporalAddress,
    String namespace,
    String taskQueue,
    Optional<Database> database,
    Map<String, String> services) {

  /** Copies the services, so that endpoints never change. */
  public Endpoints {
    services = Map.copyOf(services);
  }

  /**
   * The database.
   *
   * @throws PlayException where the sweep was given none
   */
  public Database requireDatabase() {
    return database.orElseThrow(
        () ->
            new PlayException(
                "The worker's command asks for a database, but the sweep was given none: name it in"
                    + " the sweep's description."));
  }

  /**
   * A service's base URL.
   *
   * @throws PlayException where the sweep was given none of that name
   */
  public String service(String name) {
    String url = services.get(name);
    if (url == null) {
      throw new PlayException(
          "The worker's command asks for the service '%s', but the sweep was given %s: name it in the sweep's description."
              .formatted(name, services.isEmpty() ? "none" : services.keySet()));
    }
    return url;
  }
}
