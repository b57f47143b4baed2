package dev.crashproof.environment.servers;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Description;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.SessionControl;
import java.util.concurrent.atomic.AtomicBoolean;

/** An environment made of the two servers and whatever stops them. */
public class ServerPair implements Environment, SessionControl {
  private final Servers servers;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Puts an environment together. */
  public ServerPair(Servers servers) {
    this.servers = servers;
  }

  @Override
  public final Description description() {
    return servers.description();
  }

  @Override
  public final String temporalAddress() {
    return servers.temporal().address();
  }

  @Override
  public final String newNamespace(String prefix) {
    return servers.temporal().namespaces().register(prefix);
  }

  @Override
  public final Database newDatabase(String prefix) {
    return servers.postgres().newDatabase(prefix);
  }

  @Override
  public final int terminateSessions(Database database) {
    return new Sessions(database).terminate();
  }

  @Override
  public final void close() {
    if (closed.compareAndSet(false, true)) {
      servers.temporal().close();
      servers.stop().run();
    }
  }

  /** The two. */
  protected final Servers servers() {
    return servers;
  }
}
