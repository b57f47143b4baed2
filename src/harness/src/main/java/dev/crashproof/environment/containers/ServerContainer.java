package dev.crashproof.environment.containers;

import dev.crashproof.environment.servers.ServerControl;
import org.testcontainers.containers.GenericContainer;

/**
 * The Temporal server's container. Its port on the host is fixed: Docker gives a random one anew at
 * each start, and the worker must find the server where it was.
 */
final class ServerContainer implements ServerControl {
  private final GenericContainer<?> container;
  private final Engine engine;

  private ServerContainer(GenericContainer<?> container, Engine engine) {
    this.container = container;
    this.engine = engine;
  }

  static ServerContainer started(GenericContainer<?> container, Engine engine) {
    container.start();
    return new ServerContainer(container, engine);
  }

  String address() {
    return Parts.host(container) + ":" + container.getMappedPort(Parts.FRONTEND_PORT);
  }

  String guardedAddress() {
    return Parts.host(container) + ":" + container.getMappedPort(Parts.GUARDED_PORT);
  }

  @Override
  public void kill() {
    engine.kill(container.getContainerId());
  }

  @Override
  public void start() {
    engine.start(container.getContainerId());
  }

  @Override
  public void checkAlive() {
    Parts.alive(container).run();
  }
}
